import type { Problem } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { type Answers, answersFromForm } from '#modules/calls/answers.ts';
import { answersAsked } from '#modules/calls/asked.ts';
import { type CheckStage, checkAnswers, isUnkeepable } from '#modules/calls/check.ts';
import type { Form } from '#modules/calls/form.ts';
import type { ReviewPolicy } from '#modules/calls/stage-review.ts';
import { type Comments, type Points, readPoints } from './score.ts';

/*
 * A review as it stands in its form: points, confidence, comments, and answers to the questions of the stage. Pure: read
 * and checked by the same code on the page and the server.
 */

export interface Written {
	points: Points;
	comments: Comments;
	answers: Answers;
	/** How sure its author is; null where it was not said. */
	confidence: number | null;
}

/** What of a stage a review consists of. */
export type ReviewedStage = Pick<ReviewPolicy, 'criteria' | 'comments' | 'fields' | 'confidence'>;

/** How sure somebody may be, from least to most. */
export const confidences = [1, 2, 3, 4, 5] as const;

const mostText = 20_000;

/** A review that may have been kept before one of its parts existed. */
export function writtenOf(kept: Partial<Written> | null | undefined): Written {
	return {
		points: kept?.points ?? {},
		comments: kept?.comments ?? {},
		answers: kept?.answers ?? {},
		confidence: kept?.confidence ?? null,
	};
}

/** The questions of a stage as a form of the call engine. */
export function questionsOf(stage: Pick<ReviewPolicy, 'fields'>): Form {
	return { version: 1, sections: [], fields: stage.fields };
}

/**
 * Reads a review as its form posted it: `points.{criterion}`, `comment.{kind}`, `confidence`, and the names of the
 * questions. As a draft it may have gaps and mistakes that can be kept; handed in it is whole, without answers to what is
 * not asked.
 */
export function readWritten(
	stage: ReviewedStage,
	entries: Iterable<readonly [name: string, value: string]>,
	how: CheckStage,
): { written: Written; problems: Problem[] } {
	const list = [...entries];
	const posted = new Map(list);
	const complete = how.stage === 'submit';
	const { points, problems: wrong } = readPoints(stage.criteria, posted, { complete });
	const problems: Problem[] = [...wrong];
	const confidence = stage.confidence ? readConfidence(posted.get('confidence')) : null;
	if (complete && stage.confidence && confidence === null) {
		problems.push({ path: 'confidence', code: 'confidence-missing' });
	}
	const form = questionsOf(stage);
	const given = answersFromForm(form, list);
	const found = checkAnswers(form, given, how);
	problems.push(...(complete ? found : found.filter(isUnkeepable)));
	const comments: Comments = {};
	for (const kind of stage.comments) {
		const text = cleanText(posted.get(`comment.${kind}`) ?? '', { lines: true });
		if (text.length > mostText) {
			const params = { characters: text.length, max: mostText };
			problems.push({ path: `comment.${kind}`, code: 'too-many-characters', params });
		}
		if (text !== '') comments[kind] = text;
	}
	const answers = complete ? answersAsked(form, given) : given;
	return { written: { points, comments, answers, confidence }, problems };
}

function readConfidence(text: string | undefined): number | null {
	const value = Number(text);
	return confidences.find((one) => one === value) ?? null;
}

/** Whether nothing was written yet. */
export function isBlank({ points, comments, answers, confidence }: Written): boolean {
	return [points, comments, answers].every((part) => Object.keys(part).length === 0) && confidence === null;
}

/**
 * What somebody has written, filled up with what another wrote for him: what he has said himself stays, texts of both
 * stand below each other. Nothing of either is lost but the other's points where he has given his own.
 */
export function filledUp(own: Written, other: Written): Written {
	const comments: Comments = { ...other.comments, ...own.comments };
	for (const kind of ['to-applicant', 'to-panel'] as const) {
		const [mine, theirs] = [own.comments[kind], other.comments[kind]];
		if (mine && theirs && !mine.includes(theirs)) comments[kind] = `${mine}\n\n${theirs}`;
	}
	return {
		points: { ...other.points, ...own.points },
		comments,
		answers: { ...other.answers, ...own.answers },
		confidence: own.confidence ?? other.confidence,
	};
}
