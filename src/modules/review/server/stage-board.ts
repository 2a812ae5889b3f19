import { inArray } from 'drizzle-orm';
import { type Actor, can, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { callOfDesk, type StageEntry } from '#modules/calls/server/index.ts';
import { deskNames, readPeople } from '#modules/people/server/index.ts';
import type { Aggregate } from '../aggregate.ts';
import type { RecusalReason } from '../recusal.ts';
import { panelOf } from './panel.ts';
import { isRankingSecret, rankStage } from './rank.ts';
import { type ScoredStage, stageAt } from './stage-at.ts';
import { reviewRecusal } from './tables.ts';

/** Somebody of the panel with his work at this stage. */
export interface PanelMember {
	personId: string;
	name: string;
	/** Assigned, and of these scored. */
	load: number;
	done: number;
	/** He was taken off the panel, and has assignments left. */
	former: boolean;
}

export interface BoardRow extends Omit<StageEntry, 'answers'> {
	/** `notCompetent`: answered, and the place is free for somebody else. */
	assigned: { personId: string; done: boolean; drafted: boolean; notCompetent: boolean }[];
	recused: { personId: string; reason: RecusalReason }[];
	/** Null for whoever may assign but not read scores. */
	aggregate: Aggregate | null;
}

export interface StageBoard {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string };
	stage: ScoredStage;
	members: PanelMember[];
	/** Of everybody who is named in a row, by person. */
	names: Record<string, string>;
	/** Ranked, best first, for whoever may read scores; otherwise by number. */
	rows: BoardRow[];
	may: { assign: boolean; read: boolean };
	/** Nobody reads scores yet, chairs neither (`when-all-in`): who has answered is all that is shown. */
	secret: boolean;
}

/**
 * A stage for those who run it: its people with their loads, its applications with who scores them, and what the scores
 * come to. The number of queries does not depend on how many there are.
 * @param input.desk id of the edition, or of the standing call
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function stageBoard(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string; locale: Locale },
): Promise<StageBoard> {
	const at = await stageAt(ctx, await callOfDesk(ctx, input.desk, input.call), input.stage);
	const { call, stage } = at;
	const assigns = can(actor, 'review.assign', call.subject, ctx.clock) === 'yes';
	if (!assigns) demand(ctx, actor, 'review.read', call.subject);
	const mayRead = can(actor, 'review.read', call.subject, ctx.clock) === 'yes';
	const secret = await isRankingSecret(ctx, at);
	const reads = mayRead && !secret;
	const { entries, assigned, aggregates } = await rankStage(ctx, at, actor, { unread: !reads });
	const panel = await panelOf(ctx, call, stage.id);
	const recusals = await ctx.db
		.select({
			application: reviewRecusal.applicationId,
			personId: reviewRecusal.personId,
			reason: reviewRecusal.reason,
		})
		.from(reviewRecusal)
		.where(
			inArray(
				reviewRecusal.applicationId,
				entries.map(({ id }) => id),
			),
		);
	const people = [
		...new Set([...panel, ...assigned.map(({ person }) => person), ...recusals.map((one) => one.personId)]),
	];
	const records = await readPeople(ctx, people);
	const called = await deskNames(ctx, records);
	const nameOf = (id: string) => called.get(id)?.[input.locale] ?? '';
	const place = new Map(aggregates.map((row, i) => [row.application, i]));
	const byId = new Map(aggregates.map((row) => [row.application, row]));
	const rows = entries.map(
		({ answers: _, ...entry }): BoardRow => ({
			...entry,
			assigned: assigned
				.filter(({ application }) => application === entry.id)
				.map(({ person, score, drafted }) => ({
					personId: person,
					done: score !== null,
					drafted,
					notCompetent: score?.notCompetent ?? false,
				})),
			recused: recusals
				.filter(({ application }) => application === entry.id)
				.map(({ personId, reason }) => ({ personId, reason })),
			aggregate: reads ? (byId.get(entry.id) ?? null) : null,
		}),
	);
	if (reads) rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone },
		stage,
		members: people
			.filter((id) => panel.includes(id) || assigned.some(({ person }) => person === id))
			.map((personId) => {
				const own = assigned.filter(({ person }) => person === personId);
				return {
					personId,
					name: nameOf(personId),
					load: own.length,
					done: own.filter(({ score }) => score !== null).length,
					former: !panel.includes(personId),
				};
			}),
		names: Object.fromEntries(people.map((id) => [id, nameOf(id)])),
		rows,
		may: { assign: assigns, read: mayRead },
		secret,
	};
}
