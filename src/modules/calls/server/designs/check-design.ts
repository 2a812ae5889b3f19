import { eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { type Call, callSchema } from '../../call.ts';
import { adviceOf, asObject, type Definition, frozenDifferences, problemsOf } from '../../design.ts';
import { type StoredCall, storedCalls } from '../stored-call.ts';
import { application, call } from '../tables.ts';
import { type DesignRow, loadDesign } from './load-design.ts';
import { type SurroundingTracks, withTracks } from '../../track-options.ts';

/** What a call cannot know of the place it lies in: its tracks and letters. Read by whoever calls, of the edition. */
export interface DesignSurroundings extends SurroundingTracks {
	/** Ids of the letters that exist beside the call's own. */
	letters: readonly string[];
	/** What a letter's text may name in braces. */
	placeholders: readonly string[];
}

/** How far a design is from being published. */
export interface DesignFindings {
	/** What must be mended first. */
	problems: readonly Problem[];
	/** What differs from the call and can't any more: it is open and somebody has applied. */
	frozen: readonly Problem[];
	/** What is allowed and probably not meant. */
	advice: readonly Problem[];
}

/**
 * Everything there is to say about a design, each at the path of its part.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function checkDesign(
	ctx: Context,
	actor: Actor,
	input: { design: string } & DesignSurroundings,
): Promise<DesignFindings> {
	const row = await loadDesign(ctx, actor, input.design, 'call.read');
	return (await findingsOf(ctx, row, input)).findings;
}

/** The same for a design that is loaded, with the call that it makes when nothing is against it. */
export async function findingsOf(
	ctx: Context,
	row: DesignRow,
	surroundings: DesignSurroundings,
): Promise<{ findings: DesignFindings; wanted: Call | undefined; present: StoredCall | undefined }> {
	const [present] = row.callId === null ? [] : await storedCalls(ctx, eq(call.id, row.callId));
	const definition = asPublished(row.definition, present);
	const problems = problemsOf(definition);
	const parsed = problems.length === 0 ? withTracks(callSchema.parse(definition), surroundings) : undefined;
	const { letters, placeholders } = surroundings;
	const now = ctx.clock.edition.now();
	const isFrozen =
		present !== undefined && now >= present.instants.opensAt && (await hasApplications(ctx, present.callId));
	const frozen = parsed && isFrozen ? frozenDifferences(callSchema.parse(present.call), parsed) : [];
	const advice = adviceOf(definition, { letters, placeholders, isNew: present === undefined, now });
	return { findings: { problems, frozen, advice }, wanted: parsed, present };
}

/** Window and address of a call that is there have places of their own; a design leaves them as they are. Pure. */
export function asPublished(definition: Definition, present: StoredCall | undefined): Definition {
	return present
		? { ...asObject(definition), slug: present.call.slug, window: { ...present.call.window } }
		: definition;
}

async function hasApplications(ctx: Context, callId: string): Promise<boolean> {
	const [one] = await ctx.db
		.select({ id: application.id })
		.from(application)
		.where(eq(application.callId, callId))
		.limit(1);
	return one !== undefined;
}
