import { asc, desc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { appealUntil } from '../appeal.ts';
import { type AskedQuestion, type InfoRequestState, infoRequestStateAt } from '../info-request.ts';
import type { LoadedStage } from './load-stage.ts';
import { appeal, infoRequest } from './stage-tables.ts';
import type { determination } from './tables.ts';

/** A request for information as both sides read it. */
export interface RequestView {
	id: string;
	/** At this moment: past its date it has expired. */
	state: InfoRequestState;
	stage: string;
	fields: string[];
	questions: AskedQuestion[];
	note: string;
	askedAt: number;
	/** First instant that is too late. */
	dueAt: number;
	replies: Record<string, string>;
	answeredVersion: number | null;
	endedAt: number | null;
}

/** The requests of an application, newest first, with who asked. One query. */
export async function requestsOf(
	ctx: Context,
	applicationId: string,
): Promise<(RequestView & { askedBy: string | null })[]> {
	const rows = await ctx.db
		.select()
		.from(infoRequest)
		.where(eq(infoRequest.applicationId, applicationId))
		.orderBy(desc(infoRequest.position));
	const now = ctx.clock.edition.now();
	return rows.map((row) => ({
		id: row.id,
		state: infoRequestStateAt(row, now),
		stage: row.stageId,
		fields: row.fields,
		questions: row.questions,
		note: row.note,
		askedAt: row.askedAt,
		dueAt: row.dueAt,
		replies: row.replies,
		answeredVersion: row.answeredVersion,
		endedAt: row.endedAt,
		askedBy: row.askedBy,
	}));
}

/** An appeal as its applicant reads it. */
export interface AppealView {
	id: string;
	determinationId: string;
	state: typeof appeal.$inferSelect.state;
	text: string;
	at: number;
	answer: string | null;
	answeredAt: number | null;
}

/** The appeals about an application, oldest first, with who answered. One query. */
export async function appealsOf(
	ctx: Context,
	applicationId: string,
): Promise<(AppealView & { answeredBy: string | null })[]> {
	return ctx.db
		.select({
			id: appeal.id,
			determinationId: appeal.determinationId,
			state: appeal.state,
			text: appeal.text,
			at: appeal.at,
			answer: appeal.answer,
			answeredAt: appeal.answeredAt,
			answeredBy: appeal.answeredBy,
		})
		.from(appeal)
		.where(eq(appeal.applicationId, applicationId))
		.orderBy(asc(appeal.at));
}

/** What somebody may say against what he was told last, and what he has said. */
export interface AppealRight {
	may: boolean;
	/** First instant at which it is too late; null where there is no appeal. */
	until: number | null;
	made: AppealView | null;
}

/** Whether an applicant may appeal now against the determination that was announced last. Pure. */
export function appealRight(
	stages: readonly LoadedStage[],
	told: typeof determination.$inferSelect | undefined,
	made: readonly (AppealView & { answeredBy: string | null })[],
	of: { withdrawn: boolean; zone: string },
	now: number,
): AppealRight {
	const stage = stages.find((one) => one.stage.id === told?.stageId)?.stage;
	const until = told && stage ? appealUntil(stage, told, of.zone) : null;
	const own = made.find(({ determinationId }) => determinationId === told?.id);
	const open = until !== null && now < until && told?.reopenedAt === null && !of.withdrawn;
	if (!own) return { may: open, until, made: null };
	// Who answered is the desk's affair.
	const { answeredBy: _, ...view } = own;
	return { may: false, until, made: view };
}
