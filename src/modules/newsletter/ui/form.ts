import { type Choices, rhythms } from '../subscription.ts';

/** What stands in the fields: as it was typed, right or wrong. */
export interface FieldValues {
	email: string;
	locale: string;
	topics: string[];
	rhythm: string;
	weekday: string;
	zone: string;
}

/** Reads a posted form. Pure. */
export function fieldValues(form: FormData): FieldValues {
	const one = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
	const topics = form.getAll('topics').filter((value): value is string => typeof value === 'string');
	const [email, locale, rhythm] = [one('email'), one('locale'), one('rhythm')];
	return { email, locale, topics, rhythm, weekday: one('weekday') || '1', zone: one('zone') };
}

/** What stands in the fields of somebody who has chosen, or of nobody. Pure. */
export function valuesOf(choices: Partial<Choices> & Pick<Choices, 'locale' | 'zone'>, email = ''): FieldValues {
	const { locale, topics = [], rhythm = rhythms[0], weekday = 1, zone } = choices;
	return { email, locale, topics: [...topics], rhythm, weekday: String(weekday), zone };
}

/** The zones that one may choose, by the first part of their name. */
export function zoneOptions(): { value: string; label: string; group: string }[] {
	return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((value) => {
		const slash = value.indexOf('/');
		const name = value
			.slice(slash + 1)
			.replaceAll('_', ' ')
			.replaceAll('/', ' – ');
		return { value, label: name, group: slash < 0 ? 'UTC' : value.slice(0, slash) };
	});
}
