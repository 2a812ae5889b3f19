import { fail } from '@sveltejs/kit';
import type { Locale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { deskFaultMessages } from '#modules/statements/ui/fault-messages.ts';

/** What a form of the desk of statements says when it was refused. */
export interface Refused {
	message: string;
	errors: { path: string; message: string }[];
}

/** The sentences of a refusal. */
export function sayDeskRefusal(refusal: Refusal, locale: Locale): Refused {
	const { fault, refused } = deskFaultMessages[locale];
	const known = Object.entries(refused).find(([code]) => code === refusal.code)?.[1];
	return {
		message: known ?? refused.invalid,
		errors: refusal.problems.map(({ path, code, params }) => {
			const said = Object.entries(fault).find(([name]) => name === code)?.[1];
			const message = typeof said === 'function' ? said(Number(params?.max ?? 0)) : (said ?? fault['not-so']);
			return { path, message };
		}),
	};
}

/** Does what a form asks; a refusal comes back with what was typed. */
export async function deskAct<T, V>(locale: Locale, typed: V, work: () => Promise<T>) {
	try {
		return { value: await work(), refused: undefined };
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || !['invalid', 'conflict'].includes(thrown.kind)) throw thrown;
		return { value: undefined, refused: fail(thrown.status, { typed, ...sayDeskRefusal(thrown, locale) }) };
	}
}

/** A field of a form as text. */
export function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
