import { nextPlacementMoment, type Placement } from '#modules/fulfilments/placement.ts';
import { placementsNow } from '#modules/fulfilments/server/index.ts';

/**
 * The logos that an edition's pages show now. The page that asks may be kept until the next one comes or goes: call it
 * after the page has said what it depends on.
 */
export async function placedLogos(locals: App.Locals, editionId: string): Promise<Placement[]> {
	const { placements, all } = await placementsNow(locals.ctx, editionId);
	const next = nextPlacementMoment(all, locals.ctx.clock.edition.now());
	if (next !== undefined && locals.cache && next < locals.cache.until) locals.cache = { ...locals.cache, until: next };
	return placements;
}
