import { inLocale } from '#core/i18n/index.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { lastPublished, publicationsOf } from '#modules/editions/server/index.ts';
import { publishedChanges } from '#modules/publications/changes.ts';
import { atomFeed } from '#modules/publications/feed.ts';
import { entryId } from '#modules/publications/server/index.ts';
import { getRunning } from '../../../../app/running.ts';
import { timelessEdition } from '../../timeless-edition.ts';
import type { RequestHandler } from './$types';

/** So many publications are read, and so many entries given at most. */
const read = 100;
const given = 30;

/** What was published on the site of an edition, as an Atom feed. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { ctx, locale } = locals;
	const { editionId, bundle } = await timelessEdition(locals, params.edition);
	const { edition } = bundle;
	const changes = await publicationsOf(ctx, editionId, read);
	const feed = atomFeed({
		locale,
		origin: getRunning().origin,
		slug: edition.slug,
		short: edition.short,
		author: inLocale(edition.name, locale).text,
		id: entryId('feed', editionId, locale),
		updated: (await lastPublished(ctx, editionId)) ?? editionDays(edition).from,
		entries: publishedChanges(changes, bundle, locale)
			.slice(0, given)
			.map(({ number, at, lines }) => ({ id: entryId('publication', editionId, number, locale), at, lines })),
	});
	return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
