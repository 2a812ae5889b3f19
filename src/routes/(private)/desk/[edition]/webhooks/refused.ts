import { fail } from '@sveltejs/kit';
import type { Locale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { webhookMessages } from '#modules/api/ui/webhook-messages.ts';

/** What of a refusal the page says itself, beside what was typed; any other goes the usual way. */
export function refusedWebhook<V extends object>(thrown: unknown, locale: Locale, values: V) {
	if (!(thrown instanceof Refusal) || !['invalid', 'conflict'].includes(thrown.kind)) throw thrown;
	const sentences: Record<string, (params: Record<string, string | number>) => string> =
		webhookMessages[locale].problem;
	const say = (code: string, params: Record<string, string | number> = {}) => sentences[code]?.(params) ?? code;
	const errors = thrown.problems.map(({ path, code, params }) => ({ path, message: say(code, params) }));
	return fail(thrown.status, {
		values,
		errors,
		message: errors.length === 0 ? say(thrown.code, thrown.params) : null,
	});
}
