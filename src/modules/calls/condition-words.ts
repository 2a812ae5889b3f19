import type { Locale } from '#core/i18n/index.ts';
import { countryName, isCountry } from '#core/text/index.ts';
import type { Condition } from './condition.ts';
import { fieldById, optionsOf } from './fields.ts';
import type { Form } from './form.ts';
import { languageName } from './readable.ts';
import { conditionMessages } from './ui/condition-messages.ts';
import { messages } from './ui/messages.ts';

/** A condition in words, with the names of fields and options as the form has them: `“Student” is “Yes”`. */
export function conditionInWords(form: Form, condition: Condition, locale: Locale): string {
	const t = conditionMessages[locale];
	const inner = (part: Condition): string => {
		const words = conditionInWords(form, part, locale);
		return 'all' in part || 'any' in part ? t.group(words) : words;
	};
	if ('all' in condition) return condition.all.length === 1 ? sole(condition.all) : t.all(condition.all.map(inner));
	if ('any' in condition) return condition.any.length === 1 ? sole(condition.any) : t.any(condition.any.map(inner));
	if ('not' in condition) return t.not(inner(condition.not));
	const label = fieldById(form, condition.field)?.label[locale] ?? condition.field;
	if ('is' in condition)
		return t.is(
			label,
			condition.is.map((value) => valueInWords(form, condition.field, value, locale)),
		);
	if ('filled' in condition) return condition.filled ? t.filled(label) : t.empty(label);
	const { atLeast, atMost } = condition;
	if (atLeast !== undefined && atMost !== undefined) return t.between(label, String(atLeast), String(atMost));
	return atLeast !== undefined ? t.atLeast(label, String(atLeast)) : t.atMost(label, String(atMost));

	function sole(parts: readonly Condition[]): string {
		return conditionInWords(form, parts[0] as Condition, locale);
	}
}

function valueInWords(form: Form, id: string, value: string, locale: Locale): string {
	const field = fieldById(form, id);
	if (field?.kind === 'choice' || field?.kind === 'track') {
		return optionsOf(field).find((option) => option.id === value)?.label[locale] ?? value;
	}
	if (field?.kind === 'yes-no') return value === 'yes' ? messages[locale].yes : messages[locale].no;
	if (field?.kind === 'declaration') return messages[locale].declared;
	if (field?.kind === 'country' && isCountry(value)) return countryName(value, locale);
	return field?.kind === 'language' ? languageName(value, locale) : value;
}
