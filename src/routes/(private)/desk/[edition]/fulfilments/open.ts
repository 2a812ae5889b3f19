import type { RequestEvent } from '@sveltejs/kit';
import { can } from '#core/access/index.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { ListedCall } from '#modules/fulfilments/server/index.ts';
import { sayRefusal } from '#modules/fulfilments/ui/say.ts';
import { type OpenDesk, openDesk } from '../../open-desk.ts';

/**
 * The desk of the address for whoever sees what follows there: the desk, or the liaison for payments alone.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function openFulfilments(
	event: Pick<RequestEvent, 'locals'> & { params: { edition?: string } },
): Promise<OpenDesk & { listed: ListedCall[] }> {
	const found = await openDesk(event);
	const { ctx, actor } = event.locals;
	if (can(actor, 'payment.record', found.subject, ctx.clock) !== 'yes') await openDesk(event, 'fulfilment.read');
	const listed = found.calls.map(({ id, editionId, organisationId, title, slug }) => {
		return { id, editionId, organisationId, title, slug };
	});
	return { ...found, listed };
}

/** What a page says of a refusal beside what was typed; anything that is no matter of the form goes on. */
export function said(thrown: unknown, locale: Locale) {
	if (!(thrown instanceof Refusal) || !['invalid', 'conflict'].includes(thrown.kind)) throw thrown;
	return { status: thrown.status, ...sayRefusal(thrown, locale) };
}

/** The path of the desk's list, in a language. */
export function listPath(locale: Locale, desk: string, rest = ''): string {
	return localePath(locale, `/desk/${desk}/fulfilments${rest}`);
}
