import { error } from '@sveltejs/kit';
import { callsOfEdition } from '#modules/calls/server/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { previewEdition, type PublicEdition, publicEdition } from '#modules/editions/server/index.ts';
import { openEditionDesk } from '../(private)/desk/open-desk.ts';
import { nextBoundary } from './views/instants.ts';

type Found = PublicEdition | undefined;

/** Layout and page of one request ask for the same edition; it is read once. */
const reads = new WeakMap<App.Locals, Map<string, Promise<Found>>>();

/**
 * The public side of the edition of an address, or of the current one; undefined when there is none. In a preview, of the
 * edition that is previewed, with its drafts.
 * @throws Refusal when a preview is not for whoever asks
 */
export function findEdition(locals: App.Locals, slug: string | undefined): Promise<Found> {
	const ofRequest = reads.get(locals) ?? new Map<string, Promise<Found>>();
	reads.set(locals, ofRequest);
	const key = slug ?? '';
	const read =
		ofRequest.get(key) ??
		(locals.preview && slug === locals.preview.slug
			? previewed(locals, locals.preview)
			: publicEdition(locals.ctx, slug, { read: callsOfEdition }));
	ofRequest.set(key, read);
	return read;
}

/** An edition with its drafts, as it will be: shown as a whole even while it is in preparation. */
async function previewed(
	locals: App.Locals,
	{ slug, editionId }: { slug: string; editionId: string },
): Promise<PublicEdition> {
	const { ctx, actor } = locals;
	// Asked of the desk, so that whoever has a part in it, but not this one, is told so.
	await openEditionDesk({ locals, params: { edition: slug } }, 'edition.edit');
	const found = await previewEdition(ctx, actor, editionId, { read: callsOfEdition });
	const { bundle } = found;
	return { ...found, bundle: { ...bundle, edition: { ...bundle.edition, state: 'published' } } };
}

/**
 * The same for a page that is made from it alone: the page may be kept until the edition changes or the next instant at
 * which it reads differently; the page of a closed edition for long. Of an edition in preparation there is its home alone.
 * @throws 404 when there is no such edition, or it is in preparation and `home` does not say that this page shows its title
 */
export async function cachedEdition(
	locals: App.Locals,
	slug: string | undefined,
	{ home = false }: { home?: boolean } = {},
): Promise<Bundle> {
	return (await cachedPublicEdition(locals, slug, { home })).bundle;
}

/** The same with what is known about the edition beside its records: since when it is closed. @throws 404 */
export async function cachedPublicEdition(
	locals: App.Locals,
	slug: string | undefined,
	{ home = false }: { home?: boolean } = {},
): Promise<PublicEdition> {
	const found = await findEdition(locals, slug);
	if (!found || (found.bundle.edition.state !== 'published' && !home)) error(404, 'not-found');
	const { editionId, bundle, closedAt } = found;
	const until = nextBoundary(bundle, locals.ctx.clock.edition.now());
	// Which edition the front page shows is decided among all of them.
	if (slug === undefined) locals.cache = { scope: `${editionId} site`, until };
	else locals.cache = { scope: editionId, until, ...(closedAt === null ? {} : { settled: true }) };
	return found;
}

/** Edition time minus real time: 0 but in a rehearsal. It changes only when the dial is turned. */
export function clockShift(locals: App.Locals): number {
	const { dial } = locals.ctx.clock;
	return dial ? dial.editionAt - dial.processAt : 0;
}
