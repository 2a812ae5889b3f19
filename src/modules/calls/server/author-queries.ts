import { and, asc, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { type Actor, can } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '../answers.ts';
import { type ApplicationState, mayChange, stateAfter, stateForApplicant } from '../application-state.ts';
import type { Form } from '../form.ts';
import { instantOf } from '../local-time.ts';
import { numberLabel } from '../projection.ts';
import { diffVersions, type FieldChange } from '../readable.ts';
import type { Effect, Stage } from '../stage.ts';
import { answersFor, formFor, type Reader } from '../visibility.ts';
import { takesApplications, type WindowInstants, type WindowState, windowState } from '../window.ts';
import { type DraftRow, draftsOf } from './draft-queries.ts';
import { applicationColumns, loadApplication, memberColumn, windowColumns } from './load.ts';
import { stagesOf } from './load-stage.ts';
import { type AppealRight, appealRight, appealsOf, requestsOf, type RequestView } from './stage-queries.ts';
import { ownReader } from './readers.ts';
import { demandOwn, ownSubject, requirePerson } from './subject.ts';
import {
	application,
	applicationMessage,
	applicationVersion,
	call,
	callForm,
	callStage,
	callWindow,
	determination,
	draft,
	type VersionEvent,
} from './tables.ts';

/** What was announced, as its applicant reads it. */
export interface AnnouncedDecision {
	id: string;
	outcome: Bilingual;
	effect: Effect;
	conditions: string | null;
	/** The public text of its reason. */
	reason: Bilingual | null;
	/** The track it was moved to. */
	track: string | null;
	announcedAt: number;
	/** First instant at which it is too late to confirm or decline; null when no answer is asked for. */
	answerBy: number | null;
	answer: 'confirmed' | 'declined' | null;
	/** An appeal against it was upheld: it is decided again. */
	reopenedAt: number | null;
}

/** An application in 'my applications'. */
export interface OwnApplicationRow {
	id: string;
	number: string;
	callSlug: string;
	callTitle: Partial<Bilingual>;
	editionId: string | null;
	title: string;
	state: Exclude<ApplicationState, 'decided'>;
	version: number;
	submittedAt: number;
	changedAt: number;
	decision: AnnouncedDecision | null;
	window: WindowInstants & { zone: string };
	windowState: WindowState;
	/** The last word is the desk's. */
	deskWroteLast: boolean;
	/** The reader holds it; on others he works with those who do. */
	own: boolean;
}

const decisionColumns = { determination, stage: callStage.definition };

function announcedDecision(row: { determination: typeof determination.$inferSelect; stage: Stage }): AnnouncedDecision {
	const { id, outcome, effect, conditions, track, announcedAt, answerBy, answer, reason } = row.determination;
	return {
		id,
		outcome: row.stage.outcomes.find((one) => one.id === outcome)?.label ?? { en: outcome, zh: outcome },
		effect,
		conditions,
		reason: row.stage.reasons.find((one) => one.id === reason)?.publicText ?? null,
		track,
		announcedAt: announcedAt as number,
		answerBy,
		answer,
		reopenedAt: row.determination.reopenedAt,
	};
}

/** What somebody holds, and what he works on with others. */
const ownOrMember = (personId: string) =>
	sql`(${application.personId} = ${personId} or exists (select 1 from application_member am
		where am.application_id = ${application.id} and am.person_id = ${personId} and am.ended_at is null))`;

/** All that a person has applied for, newest first, and all that he is writing. Three queries, however many there are. */
export async function myApplications(
	ctx: Context,
	actor: Actor,
): Promise<{ applications: OwnApplicationRow[]; drafts: DraftRow[] }> {
	const personId = requirePerson(actor);
	const found = await ctx.db
		.select({
			...applicationColumns,
			window: windowColumns,
			members: memberColumn,
			lastSide: sql<
				'applicant' | 'desk' | null
			>`(select m.side from ${applicationMessage} m where m.application_id = ${application.id} order by m.position desc limit 1)`,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(ownOrMember(personId))
		.orderBy(desc(application.submittedAt), desc(application.id));
	const rows = found.filter(
		(row) => can(actor, 'application.read-own', ownSubject('application.read-own', row), ctx.clock) === 'yes',
	);
	const announced = await ctx.db
		.select(decisionColumns)
		.from(determination)
		.innerJoin(application, eq(application.id, determination.applicationId))
		.innerJoin(callStage, and(eq(callStage.callId, application.callId), eq(callStage.id, determination.stageId)))
		.where(and(ownOrMember(personId), isNotNull(determination.announcedAt)))
		.orderBy(asc(determination.position));
	// The last one of each application stays in the map.
	const decisions = new Map(announced.map((row) => [row.determination.applicationId, announcedDecision(row)]));
	const now = ctx.clock.edition.now();
	return {
		// What is not handed in yet is nobody else's to see.
		drafts: actor.kind === 'person' && actor.seenBy ? [] : await draftsOf(ctx, actor),
		applications: rows.map((row) => {
			const decision = decisions.get(row.id) ?? null;
			const { id, callSlug, callTitle, editionId, title, version, submittedAt, changedAt, window } = row;
			return {
				id,
				number: numberLabel(row.numberPrefix, row.number),
				callSlug,
				callTitle,
				editionId,
				title,
				state: stateForApplicant(row.state, decision ?? undefined),
				version,
				submittedAt,
				changedAt,
				decision,
				window,
				windowState: windowState(window, now),
				deskWroteLast: row.lastSide === 'desk',
				own: row.personId === personId,
			};
		}),
	};
}

/** One version, with what it changed. */
export interface VersionView {
	version: number;
	event: VersionEvent;
	at: number;
	locale: Locale;
	answers: Answers;
	form: Form;
	/** Against the version before; empty for the first. */
	changes: FieldChange[];
}

export interface MessageView {
	id: string;
	side: 'applicant' | 'desk';
	text: string;
	at: number;
}

export interface ApplicationForAuthor {
	id: string;
	number: string;
	callId: string;
	callSlug: string;
	callTitle: Partial<Bilingual>;
	editionId: string | null;
	contact: string | null;
	title: string;
	state: Exclude<ApplicationState, 'decided'>;
	window: WindowInstants & { zone: string };
	windowState: WindowState;
	/** Newest first. */
	versions: VersionView[];
	decision: AnnouncedDecision | null;
	messages: MessageView[];
	/** What the desk has asked for, newest first. */
	requests: RequestView[];
	appeal: AppealRight;
	/** The change that is being written. */
	draft: { id: string; savedAt: number } | null;
	may: {
		change: boolean;
		withdraw: boolean;
		/** Confirm or decline. */
		answer: boolean;
		/** Fields that may be changed alone, until when. */
		changeFields: { field: string; until: number }[];
	};
}

/**
 * One application as its applicant sees it: nothing of it tells of a decision that is not announced. A constant number
 * of queries. @throws Refusal `not-found`, `signed-out`
 */
export async function applicationForAuthor(
	ctx: Context,
	actor: Actor,
	input: { application: string; locale: Locale },
): Promise<ApplicationForAuthor> {
	requirePerson(actor);
	const found = await loadApplication(ctx, input.application);
	demandOwn(ctx, actor, 'application.read-own', found);
	const versions = await versionsOf(ctx, found.id, input.locale, async () => ownReader(actor));
	const announced = await ctx.db
		.select(decisionColumns)
		.from(determination)
		.innerJoin(callStage, and(eq(callStage.callId, found.callId), eq(callStage.id, determination.stageId)))
		.where(and(eq(determination.applicationId, found.id), isNotNull(determination.announcedAt)))
		.orderBy(desc(determination.position))
		.limit(1);
	const decision = announced[0] ? announcedDecision(announced[0]) : null;
	const messages = await messagesOf(ctx, found.id);
	const [open] = await ctx.db
		.select({ id: draft.id, savedAt: draft.savedAt })
		.from(draft)
		.where(eq(draft.applicationId, found.id));
	const requests = await requestsOf(ctx, found.id);
	const appeals = await appealsOf(ctx, found.id);
	const stages = await stagesOf(ctx, found.callId);
	const now = ctx.clock.edition.now();
	const state = stateForApplicant(found.state, decision ?? undefined);
	const atWindow = windowState(found.window, now);
	const newest = versions[0]?.form.fields ?? [];
	return {
		id: found.id,
		number: numberLabel(found.numberPrefix, found.number),
		callId: found.callId,
		callSlug: found.callSlug,
		callTitle: found.callTitle,
		editionId: found.editionId,
		contact: found.contact,
		title: found.title,
		state,
		window: found.window,
		windowState: atWindow,
		versions,
		decision,
		messages: messages.map(({ id, side, text, at }) => ({ id, side, text, at })),
		// Who of the desk asked is not told.
		requests: requests.map(({ askedBy: _, ...request }) => request),
		appeal: appealRight(
			stages,
			announced[0]?.determination,
			appeals,
			{ withdrawn: state === 'withdrawn', zone: found.window.zone },
			now,
		),
		draft: open ?? null,
		may: {
			change: takesApplications(atWindow) && mayChange(found.state, decision ?? undefined),
			withdraw: stateAfter(state, 'withdraw') !== null,
			answer: decision?.answerBy != null && now < decision.answerBy && stateAfter(state, 'confirm') !== null,
			changeFields: newest.flatMap((field) => {
				if (field.changeableUntil === undefined || stateAfter(state, 'change-field') === null) return [];
				const until = instantOf(field.changeableUntil, found.window.zone, 'end');
				return now < until && field.kind !== 'file' ? [{ field: field.id, until }] : [];
			}),
		},
	};
}

/** The versions of an application with what each changed, newest first. One query. */
/**
 * The versions of an application, newest first, as a reader may know them: fields whose answers he may not read are in
 * none of the forms. @param of who reads, asked once the forms are known
 */
export async function versionsOf(
	ctx: Context,
	applicationId: string,
	locale: Locale,
	of: (forms: readonly Form[]) => Promise<Reader>,
): Promise<VersionView[]> {
	const rows = await ctx.db
		.select({
			version: applicationVersion.version,
			event: applicationVersion.event,
			at: applicationVersion.at,
			locale: applicationVersion.locale,
			answers: applicationVersion.answers,
			form: callForm.form,
		})
		.from(applicationVersion)
		.innerJoin(application, eq(application.id, applicationVersion.applicationId))
		.innerJoin(
			callForm,
			and(eq(callForm.callId, application.callId), eq(callForm.version, applicationVersion.formVersion)),
		)
		.where(eq(applicationVersion.applicationId, applicationId))
		.orderBy(desc(applicationVersion.version));
	const reader = await of(rows.map(({ form }) => form));
	const read = rows.map((row) => ({
		...row,
		form: formFor(row.form, reader),
		answers: answersFor(row.form, row.answers, reader),
	}));
	return read.map((row, i) => {
		const before = read[i + 1];
		return { ...row, changes: before ? diffVersions(row.form, before.answers, row.answers, locale, before.form) : [] };
	});
}

/** The messages about an application, oldest first. One query. */
export async function messagesOf(ctx: Context, applicationId: string) {
	return ctx.db
		.select({
			id: applicationMessage.id,
			side: applicationMessage.side,
			personId: applicationMessage.personId,
			text: applicationMessage.text,
			at: applicationMessage.at,
		})
		.from(applicationMessage)
		.where(eq(applicationMessage.applicationId, applicationId))
		.orderBy(asc(applicationMessage.position));
}
