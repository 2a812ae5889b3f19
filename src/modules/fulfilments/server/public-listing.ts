import { and, asc, eq, inArray } from 'drizzle-orm';
import { relationsTo } from '#core/access/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import {
	applicationHeads,
	callsForVisitor,
	type PublicCall,
	newestAnswers,
	toldOutcomes,
} from '#modules/calls/server/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { stageObjectId } from '#modules/review/server/index.ts';
import { recusalCount } from '#modules/review/server/index.ts';
import { type ListingEntry, listingEntry } from '../listing.ts';
import { fulfilment } from './tables.ts';

export interface PublicListing {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string };
	/** By outcome, in the order of the stages and their outcomes. */
	groups: { outcome: string; label: Bilingual; cohort: string | null; entries: ListingEntry[] }[];
	/** Who judged, where the call has a jury: a jury is named to the public. */
	jury: PersonNames[];
	/** How often somebody stood back; null where nobody reviews. */
	recusals: number | null;
	announcedAt: number;
}

/** Which calls of these desks have a public list, by their ids: none before anything was announced. One query. */
export async function callsWithList(ctx: Context, desks: readonly string[]): Promise<ReadonlySet<string>> {
	if (desks.length === 0) return new Set();
	const rows = await ctx.db
		.selectDistinct({ callId: fulfilment.callId })
		.from(fulfilment)
		.where(and(inArray(fulfilment.deskId, [...desks]), eq(fulfilment.kind, 'listing'), eq(fulfilment.state, 'done')));
	return new Set(rows.map(({ callId }) => callId));
}

/** Which calls of an edition have a public list, by their slugs. From memory in a serving process. */
export async function listedCalls(ctx: Context, editionId: string): Promise<ReadonlySet<string>> {
	const ids = await remembered(ctx, `calls with a list of ${editionId}`, () => callsWithList(ctx, [editionId]));
	if (ids.size === 0) return new Set();
	const calls = await callsForVisitor(ctx, editionId);
	return new Set(calls.filter(({ id }) => ids.has(id)).map(({ slug }) => slug));
}

/**
 * The public list of a call: who was selected, with what they said for the public. Undefined while nobody is on it, so
 * that nothing of it exists before it is announced. A constant number of queries, or from memory.
 */
export async function publicListing(
	ctx: Context,
	input: { deskId: string; call: string },
): Promise<PublicListing | undefined> {
	return remembered(ctx, `list of ${input.deskId} ${input.call}`, () => load(ctx, input));
}

async function load(ctx: Context, input: { deskId: string; call: string }): Promise<PublicListing | undefined> {
	const call = (await callsForVisitor(ctx, input.deskId)).find(({ slug }) => slug === input.call);
	if (!call) return undefined;
	const rows = await ctx.db
		.select({ application: fulfilment.applicationId, determination: fulfilment.determinationId, at: fulfilment.doneAt })
		.from(fulfilment)
		.where(and(eq(fulfilment.callId, call.id), eq(fulfilment.kind, 'listing'), eq(fulfilment.state, 'done')))
		.orderBy(asc(fulfilment.applicationId), asc(fulfilment.id));
	if (rows.length === 0) return undefined;
	const ids = rows.map(({ application }) => application);
	const heads = await applicationHeads(ctx, ids);
	const answers = await newestAnswers(ctx, ids);
	const told = await toldOutcomes(ctx, ids);
	const order = call.stages.flatMap(({ stage }) => stage.outcomes.map(({ id }) => `${stage.id} ${id}`));
	const groups = new Map<string, PublicListing['groups'][number]>();
	for (const { application, determination } of rows) {
		const head = heads.get(application);
		const newest = answers.get(application);
		const cause = told.get(application)?.find((one) => one.determination === determination);
		if (!head || !newest || !cause) continue;
		const outcome = `${cause.stage} ${cause.outcome.id}`;
		const key = `${head.cohort ?? ''} ${outcome}`;
		const group = groups.get(key) ?? { outcome, label: cause.outcome.label, cohort: head.cohort, entries: [] };
		groups.set(key, group);
		if (!group.entries.some((entry) => entry.application === application)) {
			group.entries.push(listingEntry({ ...head, ...newest }));
		}
	}
	if (groups.size === 0) return undefined;
	const byTitle = (a: ListingEntry, b: ListingEntry) =>
		(a.title?.en ?? a.number).localeCompare(b.title?.en ?? b.number, 'en') || a.number.localeCompare(b.number);
	const cohorts =
		heads
			.values()
			.next()
			.value?.settings.cohorts?.map(({ id }) => id) ?? [];
	const judged = call.stages.some(({ stage }) => stage.kind === 'jury' || stage.kind === 'review');
	return {
		call: { id: call.id, slug: call.slug, title: call.title, zone: call.window.zone },
		groups: [...groups.values()]
			// The latest round first; within it as the call names its outcomes.
			.sort(
				(a, b) =>
					cohorts.indexOf(b.cohort ?? '') - cohorts.indexOf(a.cohort ?? '') ||
					order.indexOf(a.outcome) - order.indexOf(b.outcome),
			)
			.map((group) => ({ ...group, entries: group.entries.sort(byTitle) })),
		jury: await juryOf(ctx, call),
		recusals: judged ? await recusalCount(ctx, call.id) : null,
		announcedAt: Math.max(...rows.map(({ at }) => at ?? 0)),
	};
}

/** Who judges in the juries of a call: jurors of the call as a whole, or of one of those stages. Each once. */
async function juryOf(ctx: Context, call: PublicCall): Promise<PersonNames[]> {
	const juries = call.stages.filter(({ stage }) => stage.kind === 'jury');
	if (juries.length === 0) return [];
	const objects = [
		{ type: 'call' as const, id: call.id },
		...juries.map(({ stage }) => ({ type: 'stage' as const, id: stageObjectId(call.id, stage.id) })),
	];
	const held = (await relationsTo(ctx, objects)).filter(({ relation }) => relation === 'juror');
	const jurors = [...new Map(held.map((one) => [one.personId, one])).values()];
	const people = await readPeople(
		ctx,
		jurors.map(({ personId }) => personId),
	);
	return jurors.flatMap(({ personId }) => people.get(personId)?.names ?? []);
}
