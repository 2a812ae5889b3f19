import { error } from '@sveltejs/kit';
import { inProject } from '#core/paths/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { loadBundle } from '#modules/editions/server/load-bundle.ts';
import { nextBoundary } from './views/instants.ts';

/**
 * The edition of an address, or the current one; says at the same time how long a public page of it is good.
 * @throws 404 for an edition that is not there
 */
export async function publicEdition(locals: App.Locals, slug: string | undefined): Promise<Bundle> {
	const { bundle } = await loadBundle(inProject('editions', slug ?? 'ipspace-2021')).catch(() => ({
		bundle: undefined,
	}));
	if (!bundle) error(404, 'not-found');
	const now = locals.ctx.clock.edition.now();
	locals.cache = { scope: bundle.edition.slug, until: nextBoundary(bundle, now) };
	return bundle;
}

/** Edition time minus real time: 0 but in a rehearsal. It changes only when the dial is turned. */
export function clockShift(locals: App.Locals): number {
	const { dial } = locals.ctx.clock;
	return dial ? dial.editionAt - dial.processAt : 0;
}
