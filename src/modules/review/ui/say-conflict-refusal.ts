import type { Locale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { conflictMessages } from './conflict-messages.ts';

/** What of a refusal a page of conflicts says: at its fields, or above all; anything else goes on as it came. */
export function sayConflictRefusal(thrown: unknown, locale: Locale) {
	if (!(thrown instanceof Refusal) || !['invalid', 'too-many', 'closed'].includes(thrown.kind)) throw thrown;
	const sentences: Record<string, (params: Record<string, string | number>) => string> =
		conflictMessages[locale].refusal;
	const say = (code: string, params: Record<string, string | number> = {}) => sentences[code]?.(params) ?? code;
	return {
		status: thrown.status,
		problems: thrown.problems.map(({ path, code, params }) => ({ path, message: say(code, params) })),
		refusal: thrown.problems.length > 0 ? null : say(thrown.code, thrown.params),
	};
}
