import { and, desc, eq } from 'drizzle-orm';
import { type Actor, can } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { PhaseWindow } from '../../phases.ts';
import { rebuttal, rebuttalVersion } from '../rebuttal-tables.ts';
import { openRebuttal, type RebuttalPlace } from './open-rebuttal.ts';
import { reviewsShown, type ShownReview } from './reviews-shown.ts';

/** An answer as it was handed in last. */
export interface HandedAnswer {
	text: string;
	version: number;
	at: number;
}

export interface RebuttalPage {
	application: string;
	number: string;
	title: string;
	call: { title: Partial<Bilingual>; zone: string };
	stage: { id: string; label: Bilingual };
	window: PhaseWindow;
	maxWords: number;
	/** Who reviews does not know who applied. */
	blind: boolean;
	/** Null while those who applied see no reviews. */
	reviews: ShownReview[] | null;
	/** He may write it, and there is something to answer. */
	mayAnswer: boolean;
	/** What is being written, else what was handed in. */
	written: string;
	/** Something is written that was not handed in. */
	drafted: boolean;
	revision: number;
	handedIn: HandedAnswer | null;
}

/**
 * The reviews of an application before those who applied, with their answer. A constant number of queries.
 * @throws Refusal as `openRebuttal`
 */
export async function rebuttalPage(
	ctx: Context,
	actor: Actor,
	input: RebuttalPlace & { locale: Locale },
): Promise<RebuttalPage> {
	const open = await openRebuttal(ctx, actor, input, 'application.read-own');
	const { standing, call, stage, window } = open;
	const { application } = standing;
	const reviews = await reviewsShown(ctx, open, input.locale);
	const kept = await keptAnswer(ctx, input);
	const { personId, members } = application;
	const owners = [personId, ...members.filter(({ write }) => write).map(({ person }) => person)];
	const writes = can(actor, 'application.write', { ...standing.subject, owners }, ctx.clock) === 'yes';
	return {
		application: application.id,
		number: standing.number,
		title: application.title,
		call: { title: call.title, zone: call.zone },
		stage: { id: stage.id, label: stage.label },
		window,
		maxWords: stage.rebuttal.maxWords,
		blind: stage.blind === 'double',
		reviews,
		mayAnswer: writes && window.at === 'open' && (reviews ?? []).length > 0,
		written: kept?.draft ?? kept?.handedIn?.text ?? '',
		drafted: kept !== undefined && kept.draft !== null,
		revision: kept?.revision ?? 0,
		handedIn: kept?.handedIn ?? null,
	};
}

/** The answer of an application to the reviews of a stage, as it stands; undefined while nobody has begun one. One query. */
export async function keptAnswer(ctx: Context, place: RebuttalPlace) {
	const [row] = await ctx.db
		.select({
			id: rebuttal.id,
			draft: rebuttal.draft,
			revision: rebuttal.revision,
			text: rebuttalVersion.text,
			version: rebuttalVersion.version,
			at: rebuttalVersion.at,
		})
		.from(rebuttal)
		.leftJoin(rebuttalVersion, eq(rebuttalVersion.rebuttalId, rebuttal.id))
		.where(and(eq(rebuttal.applicationId, place.application), eq(rebuttal.stageId, place.stage)))
		.orderBy(desc(rebuttalVersion.version))
		.limit(1);
	if (!row) return undefined;
	const { id, draft, revision, text, version, at } = row;
	const handedIn: HandedAnswer | null = text === null || version === null || at === null ? null : { text, version, at };
	return { id, draft, revision, handedIn };
}
