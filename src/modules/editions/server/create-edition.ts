import { sql } from 'drizzle-orm';
import { type Actor, demand, grantRelation } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { trackOptions } from '../call-tracks.ts';
import type { EditionRequest } from '../clone/request.ts';
import type { RecordChange } from '../merge.ts';
import { recordsOf, splitKey } from '../records.ts';
import { type CallsDoor, refuseTakenSlug, rememberImport } from './import-bundle.ts';
import { linkPersons } from './persons.ts';
import { type EditionPlan, planEdition } from './plan-edition.ts';
import { recordChange } from './record-change.ts';
import { readShared, writeRecords } from './store.ts';
import { announceChanges } from './announce-changes.ts';
import { editionSubject } from './subject.ts';

export interface CreatedEdition {
	editionId: string;
	slug: string;
	/** How many relations were granted, that of who made it included. */
	granted: number;
	plan: EditionPlan;
}

/**
 * Makes a new edition, blank or from a past one: in preparation, so that the public knows no more of it than its title.
 * Applications, letters and what people are to the past edition stay there; relations are given to those only who are
 * named. One transaction.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` with what the plan found wrong
 */
export async function createEdition(
	ctx: Context,
	actor: Actor,
	request: EditionRequest,
	calls: CallsDoor,
): Promise<CreatedEdition> {
	return refuseTakenSlug(request.identity.slug, () => create(ctx, actor, request, calls));
}

function create(ctx: Context, actor: Actor, request: EditionRequest, calls: CallsDoor): Promise<CreatedEdition> {
	return transaction(ctx, async (tx) => {
		const { slug } = request.identity;
		// Two who make an edition of this slug wait for each other, as imports do.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`edition:${slug}`}))`);
		const plan = await planEdition(tx, actor, request, calls);
		if (plan.problems.length > 0) throw invalid(plan.problems);
		const records = recordsOf(plan.bundle);
		const shared = await readShared(tx, records);
		// A series that is known is joined, not changed.
		const changes: RecordChange[] = Object.entries(records)
			.filter(([key]) => !(key === 'series' && shared.series))
			.map(([key, value]) => ({ key, kind: 'add', value, fields: [{ path: '', from: undefined, to: value }] }));
		const editionId = await writeRecords(tx, undefined, records, changes);
		if (plan.from) await linkAs(tx, plan.from.id, editionId);
		await linkPersons(tx, actor, editionId);
		await recordChange(tx, actor, editionId, { kind: 'created', before: {}, changes });
		await rememberImport(tx, editionId, 1, records);
		await record(tx, actor, {
			action: 'create-edition',
			subject: { type: 'edition', id: editionId },
			scope: editionId,
			data: { from: plan.from?.id ?? null, parts: plan.parts, kinds: kindsOf(changes) },
		});
		const { acting, granted } = await grantAll(tx, actor, editionId, plan, request.grants);
		const { within } = await editionSubject(tx, editionId);
		for (const call of plan.bundle.calls) {
			const place = { edition: editionId, organisation: String(within.organisation) };
			await calls.save(tx, acting, { ...place, call, ...trackOptions(plan.bundle.tracks) });
		}
		await announceChanges(tx, editionId, changes);
		return { editionId, slug, granted, plan };
	});
}

/** Whom both editions name is the same person: the new one says so by the same record. One statement. */
async function linkAs(ctx: Context, from: string, to: string): Promise<void> {
	await ctx.db.execute(sql`update edition_person n set person_id = s.person_id from edition_person s
		where n.edition_id = ${to} and s.edition_id = ${from} and s.code = n.code and n.person_id is null`);
}

/** Gives the relations that were chosen, and who makes the edition his own where he would have no part in it. */
async function grantAll(
	ctx: Context,
	actor: Actor,
	editionId: string,
	plan: EditionPlan,
	chosen: readonly string[],
): Promise<{ acting: Actor; granted: number }> {
	let acting = actor;
	let granted = 0;
	if (plan.becomesOrganiser && actor.kind === 'person') {
		const object = { type: 'edition', id: editionId } as const;
		if (await grantRelation(ctx, actor, actor.personId, 'organiser', object, editionId)) granted += 1;
		const own = { relation: 'organiser', on: 'edition', id: editionId } as const;
		acting = { ...actor, relations: [...actor.relations, own] };
	}
	const named = plan.people.filter(({ id }) => chosen.includes(id));
	if (named.length > 0) demand(ctx, acting, 'relation.grant', await editionSubject(ctx, editionId));
	for (const { relation, track, personId } of named) {
		const object =
			track === null
				? ({ type: 'edition', id: editionId } as const)
				: ({ type: 'track', id: `${editionId}:${track}` } as const);
		if (await grantRelation(ctx, acting, personId, relation, object, editionId)) granted += 1;
	}
	return { acting, granted };
}

function kindsOf(changes: readonly RecordChange[]): Record<string, number> {
	const kinds: Record<string, number> = {};
	for (const { key } of changes) kinds[splitKey(key).kind] = (kinds[splitKey(key).kind] ?? 0) + 1;
	return kinds;
}
