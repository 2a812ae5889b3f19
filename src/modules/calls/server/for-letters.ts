import { and, asc, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '../answers.ts';
import type { CallLetter, CallSettings, Cohort, LetterRule } from '../call.ts';
import type { Form } from '../form.ts';
import { numberLabel } from '../projection.ts';
import { type Outcome, outcomeById, type Reason, type Stage } from '../stage.ts';
import { application, applicationVersion, call, callForm, callStage, callWindow, determination } from './tables.ts';

/** A determination that nobody was told of yet, with all that a letter about it says. */
export interface PendingDetermination {
	determination: string;
	application: string;
	/** The version that was looked at. */
	version: number;
	/** As it is printed: `A-042`. */
	number: string;
	title: string;
	personId: string;
	/** The track it will be in, and the one it was in before where that is another. */
	track: string | null;
	trackBefore: string | null;
	outcome: Outcome;
	/** Wordings that the call brings itself, before those of its edition. */
	ownTexts: readonly CallLetter[];
	/** Which wording is for what; the first that fits. */
	rules: readonly LetterRule[];
	/** How it will be shown. */
	format: string | null;
	reason: Reason | undefined;
	conditions: string | null;
	callTitle: Bilingual;
	/** What is granted, in the currency of the payment that follows from the outcome. */
	granted: { amount: number; currency?: string } | null;
	/** The round of a rolling call to which it belongs. */
	cohort: Cohort | null;
	/** The stage's date for answers; first instant that is too late. */
	confirmBy: number | null;
	/** The newest answers and their form: names and the manner of taking part may have changed since the decision. */
	form: Form;
	answers: Answers;
	/** The language in which it was handed in. */
	locale: Locale;
	zone: string;
}

/** Where a call hangs, for `can` and for the letterhead. */
export interface CallOfLetters {
	callId: string;
	editionId: string | null;
	organisationId: string;
}

/** The place of a call, or undefined. One query. */
export async function callPlace(ctx: Context, callId: string): Promise<CallOfLetters | undefined> {
	const [row] = await ctx.db
		.select({ callId: call.id, editionId: call.editionId, organisationId: call.organisationId })
		.from(call)
		.where(eq(call.id, callId));
	return row;
}

/**
 * The determinations of a call that wait for their announcement, in the order of their applications' numbers. One query.
 * @param closed applications that are not there for whoever asks (`closedTo`)
 * @param only these of them
 */
export async function pendingDeterminations(
	ctx: Context,
	callId: string,
	closed: readonly string[],
	only?: readonly string[],
): Promise<PendingDetermination[]> {
	const rows = await ctx.db
		.select({
			determination,
			application,
			version: applicationVersion,
			form: callForm.form,
			stage: callStage,
			call,
			zone: callWindow.zone,
		})
		.from(application)
		.innerJoin(determination, eq(determination.id, application.determinationId))
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.innerJoin(callStage, and(eq(callStage.callId, call.id), eq(callStage.id, determination.stageId)))
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, applicationVersion.formVersion)))
		.where(
			and(
				eq(application.callId, callId),
				eq(application.state, 'decided'),
				isNull(determination.announcedAt),
				isNull(determination.droppedAt),
				notInArray(application.id, [...closed]),
				only ? inArray(determination.id, [...only]) : undefined,
			),
		)
		.orderBy(asc(application.number));
	return rows.map((row) => {
		const stage: Stage = row.stage.definition;
		const outcome = outcomeById(stage, row.determination.outcome);
		if (!outcome) throw new Error(`the outcome ${row.determination.outcome} is no longer in its stage`);
		return {
			determination: row.determination.id,
			application: row.application.id,
			version: row.determination.version,
			number: numberLabel(row.call.numberPrefix, row.application.number),
			title: row.application.title,
			personId: row.application.personId,
			track: row.determination.track ?? row.application.track,
			trackBefore: row.determination.trackBefore,
			outcome,
			ownTexts: row.call.settings.letters ?? [],
			rules: row.call.settings.letterRules ?? [],
			format: row.determination.format ?? outcome.format ?? null,
			reason: stage.reasons.find(({ id }) => id === row.determination.reason),
			conditions: row.determination.conditions,
			callTitle: row.call.title as Bilingual,
			granted: grantedBy(row.determination.amount, outcome, row.call.settings),
			cohort: row.call.settings.cohorts?.find(({ id }) => id === row.application.cohort) ?? null,
			confirmBy: row.stage.confirmBy,
			form: row.form,
			answers: row.version.answers,
			locale: row.version.locale,
			zone: row.zone,
		};
	});
}

function grantedBy(amount: number | null, outcome: Outcome, settings: CallSettings): PendingDetermination['granted'] {
	if (amount === null) return null;
	const payment = settings.fulfilments?.find(({ id, kind }) => kind === 'payment' && outcome.fulfils?.includes(id));
	return payment?.currency ? { amount, currency: payment.currency } : { amount };
}

/** A determination as the rules of letters look at it. */
export interface DeterminedEntry {
	application: string;
	number: string;
	title: string;
	track: string | null;
	outcome: string;
	format: string | null;
	/** It was made known already. */
	announced: boolean;
}

/** The present determinations of a call, announced or not, by number: what rules are tried on. One query. */
export async function determinedEntries(ctx: Context, callId: string): Promise<DeterminedEntry[]> {
	const rows = await ctx.db
		.select({
			application: application.id,
			prefix: call.numberPrefix,
			number: application.number,
			title: application.title,
			track: determination.track,
			applicationTrack: application.track,
			outcome: determination.outcome,
			format: determination.format,
			announcedAt: determination.announcedAt,
		})
		.from(application)
		.innerJoin(determination, eq(determination.id, application.determinationId))
		.innerJoin(call, eq(call.id, application.callId))
		.where(and(eq(application.callId, callId), isNull(determination.droppedAt)))
		.orderBy(asc(application.number));
	return rows.map(({ prefix, number, track, applicationTrack, announcedAt, ...row }) => ({
		...row,
		number: numberLabel(prefix, number),
		track: track ?? applicationTrack,
		announced: announcedAt !== null,
	}));
}
