import type { Actor } from '#core/access/index.ts';
import { grantFile } from '#core/files/index.ts';
import { hour } from '#core/clock/index.ts';
import { personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import { type Form, fieldByRole } from '#modules/calls/form.ts';
import { attestationsForReviewers, contentsOf, fileOfApplication } from '#modules/calls/server/index.ts';
import type { Criterion } from '#modules/calls/stage.ts';
import { answersFor, formFor, mayRead, reviewerOf } from '#modules/calls/visibility.ts';
import { type Comments, computedPoints, type Points } from '../score.ts';
import { type ScoringTime, seesOthers } from '../scoring-time.ts';
import { openAssignment } from './open-assignment.ts';
import { assignedScores, totalWith } from './scores.ts';
import type { ScoredStage } from './stage-at.ts';

/** The rule of an attestation opens the whole of it to reviewers, but for what is for named accounts. */
const attestedTo = { circle: 'organisers', addresses: [] } as const;

/** What another member of the panel gave, without who it was. */
export interface PeerScore {
	total: number | null;
	points: Points;
	comment: string;
}

export interface ReviewPage {
	application: string;
	number: string;
	/** Empty where the form keeps it from reviewers. */
	title: string;
	call: { slug: string; title: Partial<Bilingual>; zone: string; editionId: string | null };
	stage: Pick<ScoredStage, 'id' | 'kind' | 'label' | 'criteria' | 'comments'>;
	/** Only the fields that reviewers may read. */
	form: Form;
	answers: Answers;
	/** What others have said of it by their links, where the call lets reviewers read that: letters of referees. */
	attested: { id: string; label: Bilingual; name: string; form: Form; answers: Answers }[];
	/** Points of the criteria that follow from answers. */
	computed: Points;
	time: ScoringTime;
	revision: number;
	/** What stands in the form: what is being written, else what was handed in. */
	written: { points: Points; comments: Comments };
	/** What was handed in last. */
	own: { total: number | null; at: number; version: number } | null;
	/** Something is written that was not handed in. */
	drafted: boolean;
	/** A newer version of the application came since it was scored. */
	changedSince: boolean;
	/** Null where the stage does not show the scores of others (yet). */
	others: PeerScore[] | null;
}

/**
 * An application as somebody reads it who scores it, with his own score and what the stage lets him see of the others.
 * A constant number of queries. @throws Refusal `signed-out`, `not-found`
 */
export async function reviewPage(ctx: Context, actor: Actor, input: { application: string }): Promise<ReviewPage> {
	const open = await openAssignment(ctx, actor, input.application);
	const { standing, call, stage } = open;
	const { application } = standing;
	const { form, answers } = await contentsOf(ctx, application);
	const scores = await assignedScores(ctx, { application: application.id });
	const here = scores.filter((one) => one.stage === stage.id);
	const own = here.find(({ assignment }) => assignment === open.id)?.score ?? null;
	const titled = fieldByRole(form, 'title');
	const reviewer = reviewerOf(stage);
	const criteria: Criterion[] = stage.criteria;
	return {
		application: application.id,
		number: standing.number,
		title: titled && mayRead(titled, reviewer) ? application.title : '',
		call: { slug: call.slug, title: call.title, zone: call.zone, editionId: call.editionId },
		stage: { id: stage.id, kind: stage.kind, label: stage.label, criteria, comments: stage.comments },
		form: formFor(form, reviewer),
		answers: answersFor(form, answers, reviewer),
		attested: await attestedOf(ctx, application.id),
		computed: computedPoints(criteria, answers),
		time: open.time,
		revision: open.revision,
		written: open.draft ?? { points: own?.points ?? {}, comments: own?.comments ?? {} },
		own: own && { total: totalWith(criteria, own.points, answers), at: own.at, version: own.version },
		drafted: open.draft !== null,
		changedSince: own !== null && own.version < application.version,
		others: seesOthers(stage.scoreVisibility, own !== null)
			? here.flatMap(({ assignment, score }) =>
					assignment === open.id || !score
						? []
						: [
								{
									total: totalWith(criteria, score.points, answers),
									points: score.points,
									comment: score.comments['to-panel'] ?? '',
								},
							],
				)
			: null,
	};
}

async function attestedOf(ctx: Context, application: string): Promise<ReviewPage['attested']> {
	const rows = (await attestationsForReviewers(ctx, [application])).get(application) ?? [];
	return rows.flatMap(({ id, label, name, answer }) => {
		if (!answer) return [];
		const { form, answers } = answer;
		return [{ id, label, name, form: formFor(form, attestedTo), answers: answersFor(form, answers, attestedTo) }];
	});
}

/** Whether a file came with something that reviewers may read of this application. */
async function isAttested(ctx: Context, application: string, file: string): Promise<boolean> {
	return (await attestedOf(ctx, application)).some(({ answers }) =>
		Object.values(answers).some((answer) => (answer as { file?: string }).file === file),
	);
}

/** So long an address of a file works; the page gives a new one each time. */
const life = 2 * hour;

/**
 * An address (`/files/{grant}`) at which this member of a panel finds a file that reviewers may read.
 * @returns the grant @throws Refusal `signed-out`, `not-found`
 */
export async function fileForReviewer(
	ctx: Context,
	actor: Actor,
	input: { application: string; file: string },
): Promise<string> {
	const { standing, stage } = await openAssignment(ctx, actor, input.application);
	const found = await fileOfApplication(ctx, standing.application.id, input.file);
	const { form, answers } = await contentsOf(ctx, standing.application);
	const field = form.fields.find(({ id }) => id === found?.field);
	const present = field && (answers[field.id] as { file?: string } | undefined)?.file === found?.id;
	const readable = found && field && present && mayRead(field, reviewerOf(stage));
	if (!readable && !(await isAttested(ctx, standing.application.id, input.file))) throw notFound();
	const personId = personOf(actor);
	return grantFile(ctx, {
		fileId: input.file,
		purpose: 'review',
		expiresAt: ctx.clock.process.now() + life,
		...(personId === undefined ? {} : { personId }),
	});
}
