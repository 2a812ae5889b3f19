import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { callForReview, numbersOf } from '#modules/calls/server/index.ts';
import type { StatedKind } from '../../conflict.ts';
import { reviewConflictStatement } from '../conflict-tables.ts';
import { declarationsOf, type OwnDeclaration } from './declare.ts';
import { demandJudge } from './state.ts';

/** What somebody who may judge has said of his conflicts, for his page. */
export interface OwnConflicts {
	call: { id: string; title: Partial<Bilingual> };
	declarations: OwnDeclaration[];
	/** Of single applications, by the numbers that he gave. */
	statements: { id: string; number: string; kind: StatedKind; text: string; at: number }[];
}

/**
 * What somebody has declared, and said of the applications of a call. Nothing of what was found about him: it would tell
 * him who applied. A constant number of queries. @throws Refusal `signed-out`, `not-found` for whoever judges nothing there
 */
export async function ownConflicts(ctx: Context, actor: Actor, input: { call: string }): Promise<OwnConflicts> {
	const call = await callForReview(ctx, input.call);
	const personId = await demandJudge(ctx, actor, call);
	const rows = await ctx.db
		.select({
			id: reviewConflictStatement.id,
			application: reviewConflictStatement.applicationId,
			kind: reviewConflictStatement.kind,
			text: reviewConflictStatement.text,
			at: reviewConflictStatement.at,
		})
		.from(reviewConflictStatement)
		.where(
			and(
				eq(reviewConflictStatement.callId, call.callId),
				eq(reviewConflictStatement.personId, personId),
				eq(reviewConflictStatement.source, 'reviewer'),
				isNull(reviewConflictStatement.endedAt),
			),
		)
		.orderBy(asc(reviewConflictStatement.position));
	const numbers = await numbersOf(
		ctx,
		rows.map(({ application }) => application),
	);
	return {
		call: { id: call.callId, title: call.title },
		declarations: await declarationsOf(ctx, personId),
		statements: rows.map(({ application, ...row }) => ({ ...row, number: numbers.get(application) ?? '' })),
	};
}
