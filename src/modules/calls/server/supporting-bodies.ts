import { and, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { FulfilmentRule } from '../fulfilment-rule.ts';
import { type PartsOfApplication, partsOfApplications } from './for-conflicts.ts';
import { toldOutcomes } from './for-fulfilments.ts';
import { type StoredCall, storedCalls } from './stored-call.ts';
import { application, call } from './tables.ts';

/**
 * The applications to which calls of these desks (editions, standing calls) have granted to be sponsor or exhibitor: a
 * place among them on the site, or a stand; told, and not declined. Five queries at most.
 */
export async function supportingBodies(ctx: Context, desks: readonly string[]): Promise<PartsOfApplication[]> {
	const ids = [...desks];
	const calls = await storedCalls(
		ctx,
		or(inArray(call.editionId, ids), and(isNull(call.editionId), inArray(call.id, ids))),
	);
	const granting = new Set(calls.flatMap(outcomesThatGrant));
	if (granting.size === 0) return [];
	const settled = await ctx.db
		.select({ id: application.id, callId: application.callId })
		.from(application)
		.where(
			and(
				inArray(
					application.callId,
					calls.map(({ callId }) => callId),
				),
				inArray(application.state, ['announced', 'confirmed']),
			),
		);
	const told = await toldOutcomes(
		ctx,
		settled.map(({ id }) => id),
	);
	const granted = settled.filter(({ id, callId }) =>
		(told.get(id) ?? []).some(
			({ stage, outcome, answer }) => answer !== 'declined' && granting.has(`${callId} ${stage} ${outcome.id}`),
		),
	);
	return partsOfApplications(
		ctx,
		granted.map(({ id }) => id),
	);
}

/** `{call} {stage} {outcome}` of a call that make somebody sponsor or exhibitor. */
function outcomesThatGrant({ callId, call: of }: StoredCall): string[] {
	const rules = new Set((of.fulfilments ?? []).filter(grants).map(({ id }) => id));
	return of.stages.flatMap((stage) =>
		stage.outcomes
			.filter(({ fulfils = [] }) => fulfils.some((rule) => rules.has(rule)))
			.map((outcome) => `${callId} ${stage.id} ${outcome.id}`),
	);
}

function grants({ kind, among = 'sponsor' }: FulfilmentRule): boolean {
	return kind === 'stand' || (kind === 'placement' && (among === 'sponsor' || among === 'exhibitor'));
}

/**
 * Which applications of a call mention which of these names somewhere in their answers, by their places in the list: names
 * of Han characters anywhere, others as whole words. Names that are too short to say anything are not looked for. One query.
 * @param only these applications
 */
export async function mentionsIn(
	ctx: Context,
	callId: string,
	names: readonly string[],
	only?: readonly string[],
): Promise<Map<string, number[]>> {
	const wanted = names.flatMap((name, at) => {
		const text = name.trim().toLowerCase();
		const isHan = /\p{Script=Han}/u.test(text);
		return [...text].length >= (isHan ? 3 : 4) ? [{ at, text, pattern: isHan ? null : wholeWord(text) }] : [];
	});
	if (wanted.length === 0) return new Map();
	const rows = await many<{ id: string; names: number[] }>(
		ctx.db,
		sql`select a.id, array_agg(distinct w.at) as names
			from (select id, call_id, version from application where call_id = ${callId}
				and ${only ? sql`id = any(${sql.param([...only])}::text[])` : sql`true`}) a
			join application_version v on v.application_id = a.id and v.version = a.version
			cross join lateral (select lower(v.answers::text) as said) t
			join jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(at int, text text, pattern text)
				on position(w.text in t.said) > 0 and (w.pattern is null or t.said ~ w.pattern)
			group by a.id`,
	);
	return new Map(rows.map(({ id, names: found }) => [id, found]));
}

/** An expression of PostgreSQL that finds a text where no letter or digit touches it. */
function wholeWord(text: string): string {
	const quoted = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return `(^|[^[:alnum:]])${quoted}($|[^[:alnum:]])`;
}
