import { error } from '@sveltejs/kit';
import { callsOfEdition } from '#modules/calls/server/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { publicEdition } from '#modules/editions/server/index.ts';
import { nextBoundary } from './views/instants.ts';

type Found = { editionId: string; bundle: Bundle } | undefined;

/** Layout and page of one request ask for the same edition; it is read once. */
const reads = new WeakMap<App.Locals, Map<string, Promise<Found>>>();

/** The public side of the edition of an address, or of the current one; undefined when there is none. */
export function findEdition(locals: App.Locals, slug: string | undefined): Promise<Found> {
	const ofRequest = reads.get(locals) ?? new Map<string, Promise<Found>>();
	reads.set(locals, ofRequest);
	const key = slug ?? '';
	const read = ofRequest.get(key) ?? publicEdition(locals.ctx, slug, { read: callsOfEdition });
	ofRequest.set(key, read);
	return read;
}

/**
 * The same for a page that is made from it alone: the page may be kept until the edition changes or the next instant at
 * which it reads differently.
 * @throws 404 when there is no such edition
 */
export async function cachedEdition(locals: App.Locals, slug: string | undefined): Promise<Bundle> {
	const found = await findEdition(locals, slug);
	if (!found) error(404, 'not-found');
	locals.cache = { scope: found.editionId, until: nextBoundary(found.bundle, locals.ctx.clock.edition.now()) };
	return found.bundle;
}

/** Edition time minus real time: 0 but in a rehearsal. It changes only when the dial is turned. */
export function clockShift(locals: App.Locals): number {
	const { dial } = locals.ctx.clock;
	return dial ? dial.editionAt - dial.processAt : 0;
}
