import type { Locale } from '#core/i18n/index.ts';
import type { Refusal } from '#core/refusal/index.ts';
import { messages } from './messages.ts';

/** What stands in the form of an extension. */
export interface TypedExtension {
	day: string;
	time: string;
	reasonEn: string;
	reasonZh: string;
	whom: 'writing' | 'all';
}

/** What stands in the form of a personal link. */
export interface TypedLink {
	label: string;
	email: string;
	language: Locale;
	uses: string;
	day: string;
	time: string;
}

const text = (form: FormData, name: string): string => {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim() : '';
};

/** Reads the form of an extension. Pure. */
export function typedExtension(form: FormData): TypedExtension {
	return {
		day: text(form, 'closes'),
		time: text(form, 'time'),
		reasonEn: text(form, 'reason.en'),
		reasonZh: text(form, 'reason.zh'),
		whom: text(form, 'whom') === 'all' ? 'all' : 'writing',
	};
}

/** Reads the form of a personal link. Pure. */
export function typedLink(form: FormData): TypedLink {
	return {
		label: text(form, 'label'),
		email: text(form, 'email'),
		language: text(form, 'language') === 'zh' ? 'zh' : 'en',
		uses: text(form, 'uses') || '1',
		day: text(form, 'expires'),
		time: text(form, 'until'),
	};
}

/** The wall clock of a day and, where one was given, a time: a day alone is the whole of it. Pure. */
export function localOf({ day, time }: { day: string; time: string }): string {
	return time === '' ? day : `${day}T${time}`;
}

type Said = { path: string; message: string };

/** What a refusal says beside its fields, or above them. */
export function sayWindowRefusal(
	{ code, problems }: Refusal,
	locale: Locale,
): { errors: Said[]; refused: string | null } {
	const t = messages[locale].problems;
	const say = (one: string, max: number): string => {
		const said = Object.hasOwn(t, one) ? t[one as keyof typeof t] : t.other;
		return typeof said === 'function' ? said(max) : said;
	};
	const errors = problems.map((problem) => ({
		path: problem.path,
		message: say(problem.code, Number(problem.params?.max ?? 0)),
	}));
	return { errors, refused: errors.length > 0 ? null : say(code, 0) };
}
