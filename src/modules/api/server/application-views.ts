import type { z } from 'zod';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import {
	type AnnouncedDecision,
	type ApplicationForAuthor,
	type ApplicationForDesk,
	applicationForAuthor,
	applicationForDesk,
	type DeskDetermination,
} from '#modules/calls/server/index.ts';
import { answersFor, formFor, mayRead, type Reader as AnswersReader } from '#modules/calls/visibility.ts';
import { windowJson } from './endpoints/editions.ts';
import { hrefOfCall, hrefs } from './places.ts';
import { iso, isoOrNull } from './schemas/common.ts';
import type * as schemas from './schemas/applications.ts';

export type Reader = 'applicant' | 'desk';

/** An application as one of its two sides sees it. */
export type ReadApplication =
	| { reader: 'applicant'; found: ApplicationForAuthor }
	| { reader: 'desk'; found: ApplicationForDesk };

/**
 * An application for whoever asks: as its applicant when it is his, else as the desk. Who is both says which.
 * @throws Refusal `not-found` for an outsider, whether it exists or not; `forbidden`, `signed-out`
 */
export async function readApplication(
	ctx: Context,
	actor: Actor,
	input: { application: string; locale: Locale; as?: Reader | undefined },
): Promise<ReadApplication> {
	const { as, ...of } = input;
	if (as !== 'desk') {
		try {
			return { reader: 'applicant', found: await applicationForAuthor(ctx, actor, of) };
		} catch (refusal) {
			if (as === 'applicant' || !(refusal instanceof Refusal) || refusal.kind === 'signed-out') throw refusal;
		}
	}
	return { reader: 'desk', found: await applicationForDesk(ctx, actor, of) };
}

/**
 * As whom the two sides read. Answers for named accounts alone are read at the page of the desk, where that is noted in
 * the ledger, and never by a program.
 */
const circles: Record<Reader, AnswersReader> = {
	applicant: { circle: 'applicant', addresses: [] },
	desk: { circle: 'organisers', addresses: [] },
};

/** Answers as JSON: those that this side may read. */
export function visibleAnswers(form: Form, answers: Answers, reader: Reader) {
	return answersFor(form, answers, circles[reader]) as z.input<typeof schemas.version>['answers'];
}

/** Whether this side may know of the answers to a field. */
export function mayReadField(field: Parameters<typeof mayRead>[0], reader: Reader): boolean {
	return mayRead(field, circles[reader]);
}

/** The form without the fields whose answers this side may not read. */
export function visibleForm(form: Form, reader: Reader): Form {
	return formFor(form, circles[reader]);
}

/** What was announced, as its applicant reads it. */
export function announcedJson(found: AnnouncedDecision) {
	const { id, outcome, effect, conditions, reason, track, announcedAt, answerBy, answer } = found;
	return {
		...{ id, outcome, effect, conditions, reason, track, answer },
		announcedAt: iso(announcedAt),
		answerBy: isoOrNull(answerBy),
	};
}

/** A determination for the desk. */
export function determinationJson(found: DeskDetermination): z.input<typeof schemas.deskDetermination> {
	return {
		id: found.id,
		stage: found.stageId,
		version: found.version,
		outcome: found.outcome,
		label: found.label,
		effect: found.effect,
		format: found.format,
		reason: found.reason,
		conditions: found.conditions,
		track: found.track,
		amount: found.amount,
		note: found.note,
		at: iso(found.at),
		droppedAt: isoOrNull(found.droppedAt),
		announcedAt: isoOrNull(found.announcedAt),
		answerBy: isoOrNull(found.answerBy),
		answer: found.answer,
		answeredAt: isoOrNull(found.answeredAt),
	};
}

/** An application as it goes out. */
export async function applicationJson(
	{ ctx, origin }: { ctx: Context; origin: string },
	read: ReadApplication,
): Promise<z.input<typeof schemas.application>> {
	const { found, reader } = read;
	const newest = found.versions[0];
	if (!newest) throw new Error(`application ${found.id} has no version`);
	const shared = {
		id: found.id,
		number: found.number,
		call: await hrefOfCall(ctx, origin, found),
		title: found.title,
		window: windowJson(found.window),
		version: newest.version,
		answers: visibleAnswers(newest.form, newest.answers, reader),
		form: visibleForm(newest.form, reader),
		href: hrefs(origin).application(found.id),
	};
	if (reader === 'applicant') {
		const { change, withdraw, answer, changeFields } = found.may;
		return {
			reader,
			...shared,
			state: found.state,
			determination: found.decision && announcedJson(found.decision),
			draft: found.draft === null ? null : hrefs(origin).draft(found.draft.id),
			may: { change, withdraw, answer, fields: changeFields.map(({ field, until }) => ({ field, until: iso(until) })) },
		};
	}
	const { decide, undecide, message } = found.may;
	return {
		reader,
		...shared,
		state: found.state,
		people: found.people,
		track: found.track,
		applicant: found.personId,
		determination: found.determinationId,
		changedSinceDecision: found.changedSinceDecision,
		may: { decide, undecide, message },
	};
}
