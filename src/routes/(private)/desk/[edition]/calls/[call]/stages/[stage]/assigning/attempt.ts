import { fail, redirect } from '@sveltejs/kit';
import type { Locale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { sayAssigning } from './messages.ts';

/** Does what a form asks and goes to the page that it answers; what is refused is said at its fields. */
export async function attempt(form: FormData, locale: Locale, work: () => Promise<string>) {
	let to: string;
	try {
		to = await work();
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || !['invalid', 'conflict'].includes(refusal.kind)) throw refusal;
		const say = (code: string, params?: Record<string, string | number>) => sayAssigning(code, locale, params) ?? code;
		return fail(refusal.status, {
			problems: refusal.problems.map(({ path, code, params }) => ({ path, message: say(code, params) })),
			refusal: refusal.problems.length > 0 ? null : say(refusal.code, refusal.params),
			values: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])),
		});
	}
	redirect(303, to);
}
