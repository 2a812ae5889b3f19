import { desc, eq } from 'drizzle-orm';
import { type Action, type Actor, can, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { type HistoryRow, historyOf } from '#core/ledger/index.ts';
import { type ApplicationState, mayDecideAgain, stateAfter, stateForApplicant } from '../application-state.ts';
import { fieldByRole, type Option, optionsOf } from '../form.ts';
import { numberLabel } from '../projection.ts';
import type { WindowInstants } from '../window.ts';
import { messagesOf, type VersionView, versionsOf } from './author-queries.ts';
import { loadApplication } from './load.ts';
import { type LoadedStage, presentOf, stagesOf } from './load-stage.ts';
import { readerOf, recordNamedReading } from './readers.ts';
import { type Tick, ticksOf } from './screening.ts';
import { type AppealView, appealsOf, requestsOf, type RequestView } from './stage-queries.ts';
import { applicationSubject } from './subject.ts';
import { determination } from './tables.ts';

export type DeskDetermination = typeof determination.$inferSelect & { label: Bilingual };

export interface ApplicationForDesk {
	id: string;
	number: string;
	callId: string;
	callSlug: string;
	callTitle: Partial<Bilingual>;
	editionId: string | null;
	personId: string;
	title: string;
	people: string;
	track: string | null;
	state: ApplicationState;
	window: WindowInstants & { zone: string };
	/** Newest first. */
	versions: VersionView[];
	stages: LoadedStage[];
	/** The stage it is in: what is decided now is decided there. */
	stage: LoadedStage;
	/** What of the lists of its screenings is ticked, or was. */
	ticks: Tick[];
	/** What was asked of its applicant, newest first. */
	requests: (RequestView & { askedBy: string | null })[];
	/** Oldest first; one for each refusal at most. */
	appeals: (AppealView & { answeredBy: string | null })[];
	/** All that were ever noted, newest first: dropped and replaced ones too. */
	determinations: DeskDetermination[];
	/** Give it back as `seen` when deciding, so that nobody overrides what he has not read. */
	determinationId: string | null;
	/** A newer version was handed in since the present determination. */
	changedSinceDecision: boolean;
	tracks: readonly Option[];
	messages: { id: string; side: 'applicant' | 'desk'; personId: string | null; text: string; at: number }[];
	/** All that happened, from the ledger, oldest first. */
	history: HistoryRow[];
	may: {
		decide: boolean;
		undecide: boolean;
		message: boolean;
		screen: boolean;
		request: boolean;
		/** Answer an appeal. */
		answer: boolean;
		/** See scores. */
		scores: boolean;
	};
}

/** One application with its whole history for the desk. A constant number of queries. @throws Refusal `not-found`, `forbidden`, `signed-out` */
export async function applicationForDesk(
	ctx: Context,
	actor: Actor,
	input: { application: string; locale: Locale },
): Promise<ApplicationForDesk> {
	const found = await loadApplication(ctx, input.application);
	const subject = applicationSubject(found);
	demand(ctx, actor, 'application.read', subject);
	const stages = await stagesOf(ctx, found.callId);
	const determinations = await ctx.db
		.select()
		.from(determination)
		.where(eq(determination.applicationId, found.id))
		.orderBy(desc(determination.position));
	const present = determinations.find((one) => one.id === found.determinationId);
	const announced = determinations.find((one) => one.announcedAt !== null);
	const may = (action: Action) => can(actor, action, subject, ctx.clock) === 'yes';
	const mayDecide = may('application.decide');
	const stage = presentOf(stages, found);
	// Moved on silently: taken back as long as nothing was done there.
	const silent =
		found.state === 'submitted' &&
		present?.effect === 'advance' &&
		present.announcedAt === null &&
		found.stageWorkedAt === null;
	const versions = await versionsOf(ctx, found.id, input.locale, (forms) => readerOf(ctx, actor, 'organisers', forms));
	await recordNamedReading(ctx, actor, [{ ...found, read: versions }]);
	const ticks = await ticksOf(ctx, [found.id]);
	const field = fieldByRole(found.form, 'track');
	return {
		id: found.id,
		number: numberLabel(found.numberPrefix, found.number),
		callId: found.callId,
		callSlug: found.callSlug,
		callTitle: found.callTitle,
		editionId: found.editionId,
		personId: found.personId,
		title: found.title,
		people: found.people,
		track: found.track,
		state: found.state,
		window: found.window,
		versions,
		stages,
		stage,
		ticks: ticks.map(({ application: _, ...tick }) => tick),
		requests: await requestsOf(ctx, found.id),
		appeals: await appealsOf(ctx, found.id),
		determinations: determinations.map((one) => ({ ...one, label: labelOf(stages, one.stageId, one.outcome) })),
		determinationId: found.determinationId,
		changedSinceDecision: present !== undefined && present.version < found.version,
		tracks: field?.kind === 'track' ? optionsOf(field) : [],
		messages: await messagesOf(ctx, found.id),
		history: await historyOf(ctx, { type: 'application', id: found.id }),
		may: {
			decide: mayDecide && mayDecideAgain(found.state, announced?.effect ?? null),
			undecide: mayDecide && (found.state === 'decided' || silent),
			message: may('application.message'),
			screen:
				may('application.screen') && stage.stage.kind === 'screening' && ['submitted', 'decided'].includes(found.state),
			request:
				may('application.request') && stateAfter(stateForApplicant(found.state, announced), 'answer-request') !== null,
			answer: may('appeal.answer'),
			scores: may('review.read'),
		},
	};
}

function labelOf(stages: readonly LoadedStage[], stageId: string, outcome: string): Bilingual {
	const stage = stages.find((one) => one.stage.id === stageId)?.stage;
	return stage?.outcomes.find((one) => one.id === outcome)?.label ?? { en: outcome, zh: outcome };
}
