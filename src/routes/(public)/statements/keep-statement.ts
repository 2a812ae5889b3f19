import { error } from '@sveltejs/kit';
import {
	listRevision,
	type PublicStatement,
	publicStatement,
	revisionOfStatement,
} from '#modules/statements/server/index.ts';
import { nextPhaseAt, signingPhase } from '#modules/statements/statement.ts';
import { findEdition } from '../public-edition.ts';
import { nextBoundary } from '../views/instants.ts';

/** While signatures come in, a page that shows them is this old at most, in milliseconds. */
const oldest = 10_000;

/** Until when the furniture of a page across editions reads the same, and on what it depends. */
async function furniture(locals: App.Locals): Promise<{ scope: string; until: number }> {
	const found = await findEdition(locals, undefined);
	if (!found) return { scope: 'site', until: Number.MAX_SAFE_INTEGER };
	return { scope: `${found.editionId} site`, until: nextBoundary(found.bundle, locals.ctx.clock.edition.now()) };
}

/** The list of statements is kept until one of them changes, or so long that its counts are never old. */
export async function keepStatementList(locals: App.Locals): Promise<void> {
	const { scope, until } = await furniture(locals);
	const now = locals.ctx.clock.edition.now();
	locals.cache = { scope: `${scope} ${listRevision}`, until: Math.min(until, now + oldest), fresh: true };
}

/**
 * The statement of an address, for a page of it. Who withdraws is gone at once: the page is told by the statement's own
 * revision, and caches elsewhere ask every time.
 * @param signatures whether the page shows who signed
 * @throws 404 for what is not released
 */
export async function keptStatement(
	locals: App.Locals,
	slug: string,
	{ signatures }: { signatures: boolean },
): Promise<PublicStatement> {
	const one = await publicStatement(locals.ctx, slug);
	if (!one) error(404, 'not-found');
	const { scope, until } = await furniture(locals);
	const now = locals.ctx.clock.edition.now();
	const ages = signatures && signingPhase(one, now) === 'open' ? now + oldest : Number.MAX_SAFE_INTEGER;
	locals.cache = {
		scope: `${scope} ${revisionOfStatement(one.id)}`,
		until: Math.min(until, nextPhaseAt(one, now), ages),
		fresh: true,
	};
	return one;
}
