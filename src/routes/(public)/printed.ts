import { error } from '@sveltejs/kit';
import { lastPublished } from '#modules/editions/server/index.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { publicCalls } from '#modules/editions/public-calls.ts';
import { type PrintedKind, renderSheet } from '#modules/publications/server/index.ts';
import { sheetMessages } from '#modules/publications/ui/messages.ts';
import { getRunning } from '../../app/running.ts';
import { timelessEdition } from './timeless-edition.ts';
import { sheetOf } from './views/sheet.ts';

const names: Record<PrintedKind, string> = {
	leaflet: 'leaflet.pdf',
	poster: 'call-for-papers.pdf',
	card: 'card.png',
	square: 'card-square.png',
};

/**
 * A printed sheet or a share card of an edition. What cannot be set just now is said in a sentence with 503, and asked for
 * again by the next reader.
 */
export async function printed(locals: App.Locals, slug: string, kind: PrintedKind): Promise<Response> {
	const { ctx, locale } = locals;
	const { editionId, bundle } = await timelessEdition(locals, slug);
	if (kind === 'poster' && publicCalls(bundle).length === 0) error(404, 'not-found');
	const sheet = sheetOf(bundle, locale, {
		origin: getRunning().origin,
		rehearsal: ctx.clock.rehearsal,
		publishedAt: (await lastPublished(ctx, editionId)) ?? editionDays(bundle.edition).from,
		leadsTo: kind === 'poster' ? 'call' : 'home',
	});
	const name = names[kind];
	try {
		return new Response(Buffer.from(await renderSheet(ctx, kind, sheet)), {
			headers: {
				'content-type': name.endsWith('.pdf') ? 'application/pdf' : 'image/png',
				// A messenger in a browser shows the card in a page of its own.
				'cross-origin-resource-policy': 'cross-origin',
				'content-disposition': `inline; filename="${slug}-${locale}-${name}"`,
			},
		});
	} catch (thrown) {
		ctx.log.error('sheet-not-set', { edition: slug, kind, locale, error: thrown });
		return new Response(`${sheetMessages[locale].failed}\n`, {
			status: 503,
			headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '60', 'cache-control': 'no-store' },
		});
	}
}
