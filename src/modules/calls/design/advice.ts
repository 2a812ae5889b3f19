import type { Problem } from '#core/refusal/index.ts';
import type { Condition } from '../condition.ts';
import { type Field, fieldSchema, optionsOf } from '../form.ts';
import { type Stage, stageSchema } from '../stage.ts';
import { windowInstants, windowSchema } from '../window.ts';
import { asList, asObject, type Definition, type Path, valueAt, writePath } from './path.ts';

/*
 * What is allowed and yet probably not meant. Each piece of advice stands at the part that can mend it; what is not whole
 * yet is passed over, its problems say so already.
 */

/** What advice goes by beside the design itself. */
export interface AdviceInput {
	/** Ids of the letters that exist beside the call's own. */
	letters: readonly string[];
	/** What a letter's text may name in braces. */
	placeholders: readonly string[];
	/** Whether it is to be opened for the first time. */
	isNew: boolean;
	/** Edition time. */
	now: number;
}

/** All advice about a design, in the order of its parts. Pure. */
export function adviceOf(definition: Definition, input: AdviceInput): Problem[] {
	const fields = readAll(definition, ['form', 'fields'], (value) => fieldSchema.safeParse(value).data);
	const stages = readAll(definition, ['stages'], (value) => stageSchema.safeParse(value).data);
	return [
		...aboutWindow(definition, input),
		...(fields.length > 0 && !fields.some(({ part }) => part.role === 'title')
			? [{ path: 'form.fields', code: 'no-title' }]
			: []),
		...fields.flatMap(({ part, path }) => aboutField(part, path, fields)),
		...stages.flatMap(({ part, path }, i) => aboutStage(part, path, stages[i - 1]?.part)),
		...aboutLetters(definition, stages, input),
		...untranslated(definition),
	];
}

interface Read<Part> {
	part: Part;
	path: Path;
}

function readAll<Part>(definition: Definition, path: Path, read: (value: unknown) => Part | undefined): Read<Part>[] {
	return asList(valueAt(definition, path)).flatMap((value, i) => {
		const part = read(value);
		return part === undefined ? [] : [{ part, path: [...path, i] }];
	});
}

const at = (path: Path, code: string, params?: Problem['params']): Problem => ({
	path: writePath(path),
	code,
	...(params ? { params } : {}),
});

function aboutWindow(definition: Definition, { isNew, now }: AdviceInput): Problem[] {
	const { data: window } = windowSchema.safeParse(definition.window);
	return isNew && window && windowInstants(window).closesAt <= now ? [at(['window', 'closes'], 'closes-in-past')] : [];
}

/** Words that name what is asked for entry papers, by law or by nature especially protected. */
const sensitive =
	/nationalit|citizenship|passport|birth|gender|religio|health|disabilit|phone|mobile|国籍|护照|出生|性别|健康|电话|手机|身份证/i;
const forVisa = /nationalit|citizenship|passport|国籍|护照/i;
const mostBytes = 50_000_000;

function aboutField(field: Field, path: Path, all: readonly Read<Field>[]): Problem[] {
	const words = `${field.id} ${field.label.en} ${field.label.zh}`;
	const found: Problem[] = [];
	const personal = sensitive.test(words) || field.kind === 'country' || field.kind === 'email';
	if (field.purpose === undefined) {
		if (forVisa.test(words)) found.push(at([...path, 'purpose'], 'nationality-without-purpose'));
		else if (personal) found.push(at([...path, 'purpose'], 'no-purpose'));
	}
	if (field.retention === undefined && (personal || field.purpose !== undefined || field.kind === 'person-list')) {
		found.push(at([...path, 'retention'], 'no-retention'));
	}
	if (field.kind === 'file') {
		if (field.types.includes('application/pdf') && field.maxPages === undefined)
			found.push(at([...path, 'maxPages'], 'file-without-pages'));
		if (field.maxBytes > mostBytes)
			found.push(at([...path, 'maxBytes'], 'file-large', { megabytes: Math.round(field.maxBytes / 1e6) }));
	}
	if (field.visibleTo === 'named' && new Set(field.viewers).size < 2)
		found.push(at([...path, 'viewers'], 'few-viewers'));
	if (field.visibleTo === 'public' && personal) found.push(at([...path, 'visibleTo'], 'personal-and-public'));
	if (field.askIf && !canHold(field.askIf, new Map(all.map(({ part }) => [part.id, part])))) {
		found.push(at([...path, 'askIf'], field.required ? 'required-never-asked' : 'never-asked'));
	}
	if ('options' in field) found.push(...aboutOptions(field, path));
	return found;
}

function aboutOptions(field: Extract<Field, { options: unknown }>, path: Path): Problem[] {
	return (['en', 'zh'] as const).flatMap((language) => {
		const labels = optionsOf(field).map((option) => option.label[language].trim().toLowerCase());
		return new Set(labels).size < labels.length ? [at([...path, 'options'], 'options-alike', { language })] : [];
	});
}

/** Whether some answers make a condition true, as far as the options of its fields tell. */
function canHold(condition: Condition, fields: ReadonlyMap<string, Field>): boolean {
	if ('all' in condition) return condition.all.every((one) => canHold(one, fields));
	if ('any' in condition) return condition.any.some((one) => canHold(one, fields));
	if ('not' in condition) return true;
	const field = fields.get(condition.field);
	if (!field) return false;
	if (!('is' in condition)) return true;
	if (field.kind === 'yes-no' || field.kind === 'declaration')
		return condition.is.some((one) => one === 'yes' || one === 'no');
	// The options of a track field are those of the edition, filled in later.
	if (field.kind !== 'choice') return true;
	const options = new Set(field.options.map(({ id }) => id));
	return condition.is.some((one) => options.has(one));
}

function aboutStage(stage: Stage, path: Path, before: Stage | undefined): Problem[] {
	const found: Problem[] = [];
	if (before && !before.outcomes.some(({ effect }) => effect === 'advance')) found.push(at(path, 'unreachable-stage'));
	if (!stage.outcomes.some(({ effect }) => effect === 'reject')) found.push(at([...path, 'outcomes'], 'no-refusal'));
	if ('criteria' in stage && stage.criteria.length === 0) found.push(at([...path, 'criteria'], 'no-criteria'));
	return found;
}

function aboutLetters(
	definition: Definition,
	stages: readonly Read<Stage>[],
	{ letters, placeholders }: AdviceInput,
): Problem[] {
	const own = asList(definition.letters).map(asObject);
	const known = new Set([...letters, ...own.map(({ id }) => String(id))]);
	const strange = own.flatMap(({ subject, body }, i) => [
		...strangeIn(subject, ['letters', i, 'subject'], placeholders),
		...strangeIn(body, ['letters', i, 'body'], placeholders),
	]);
	return [
		...strange,
		...stages.flatMap(({ part, path }) =>
			part.outcomes.flatMap(({ letter, silent }, o) =>
				letter !== undefined && !silent && !known.has(letter)
					? [at([...path, 'outcomes', o, 'letter'], 'no-letter-text', { letter })]
					: [],
			),
		),
	];
}

/** Words in braces that nobody fills in, or that only one of the languages has. */
function strangeIn(text: unknown, path: Path, known: readonly string[]): Problem[] {
	const inBraces = (language: 'en' | 'zh') =>
		[...String(asObject(text)[language] ?? '').matchAll(/\{([^{}\s]+)\}/g)].map((match) => match[1] ?? '');
	const [en, zh] = [new Set(inBraces('en')), new Set(inBraces('zh'))];
	return [...en.union(zh)].flatMap((name) => {
		if (!known.includes(name)) return [at(path, 'unknown-placeholder', { name })];
		return en.has(name) && zh.has(name) ? [] : [at(path, 'placeholders-differ', { name })];
	});
}

/** Texts that say the same in both languages, where words in Latin letters can't be Chinese. */
function untranslated(value: unknown, path: Path = []): Problem[] {
	if (Array.isArray(value)) return value.flatMap((inner, i) => untranslated(inner, [...path, i]));
	const { en, zh } = asObject(value);
	if (typeof en === 'string' && typeof zh === 'string') {
		return en.trim() === zh.trim() && /[a-z]{3}.*[a-z]{3}/i.test(en) ? [at(path, 'same-in-both')] : [];
	}
	return Object.entries(asObject(value)).flatMap(([name, inner]) => untranslated(inner, [...path, name]));
}
