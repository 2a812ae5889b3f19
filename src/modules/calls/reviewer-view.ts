import type { Answer, Answers, FileAnswer, PersonEntry, Place } from './answers.ts';
import { type Field, type FieldKind, type Form, fieldByRole } from './form.ts';
import type { Criterion } from './stage.ts';
import { answersFor, formFor, identifies, mayRead, type Reader, reviewerOf } from './visibility.ts';

/*
 * What somebody who scores is given of an application. A blind reader's view has types of its own in which nobody can be
 * named: what would put people into it does not compile.
 */

/** Kinds of questions whose answers name people or lead to them: no blind view has one. */
export type IdentifyingKind = 'person-list' | 'email' | 'link' | 'place' | 'country';

/** A file as a blind reader knows it: the name says the application and the question, its size is not told. */
export interface BlindFile extends FileAnswer {
	/** `{number}-{question}.pdf`. */
	name: `${string}-${string}`;
	bytes: 0;
}

export type BlindField = Exclude<Field, { kind: IdentifyingKind }> & { purpose?: never; viewers?: never };
export type BlindAnswer = Exclude<Answer, PersonEntry[] | Place | FileAnswer> | BlindFile;
export type BlindForm = Omit<Form, 'fields'> & { fields: BlindField[] };
export type BlindAnswers = Record<string, BlindAnswer>;

/** An application as whoever scores it knows it. */
export type ReviewerView =
	| { blind: false; title: string; form: Form; answers: Answers }
	| { blind: true; title: string; form: BlindForm; answers: BlindAnswers };

/**
 * An application for a reviewer or juror of a stage.
 * @param of what was answered by which form, its title, and its number as people write it
 */
export function reviewerView(
	stage: { blind: 'double' | 'single' | 'open' },
	of: { form: Form; answers: Answers; title: string; number: string },
): ReviewerView {
	const reader = reviewerOf(stage);
	const form = formFor(of.form, reader);
	const answers = answersFor(of.form, of.answers, reader);
	const titled = fieldByRole(of.form, 'title');
	const title = titled && mayRead(titled, reader) ? of.title : '';
	if (stage.blind !== 'double') return { blind: false, title, form, answers };
	const fields = form.fields.filter(isBlindField);
	const blind: BlindAnswers = {};
	for (const field of fields) {
		const answer = blindAnswer(field, answers[field.id], of.number);
		if (answer !== undefined) blind[field.id] = answer;
	}
	return { blind: true, title, form: { ...form, fields }, answers: blind };
}

/** The name of a file for blind readers: the application and the question, with the ending of its type. */
export function blindFileName(number: string, field: string, mediaType: string): BlindFile['name'] {
	const ending = endings[mediaType];
	return `${number}-${field}${ending === undefined ? '' : `.${ending}`}`;
}

/** The criteria whose points a reader may know: to a blind one, what follows from who applied (a country) would tell it. */
export function criteriaFor(criteria: readonly Criterion[], form: Form, reader: Reader): Criterion[] {
	if (!reader.blind) return [...criteria];
	return criteria.filter(({ computed }) => {
		const field = computed && form.fields.find(({ id }) => id === computed.field);
		return field === undefined || !identifies(field);
	});
}

const identifying: Record<IdentifyingKind, true> = {
	'person-list': true,
	email: true,
	link: true,
	place: true,
	country: true,
};

function isBlindField(field: Field): field is BlindField {
	const kind: FieldKind = field.kind;
	return !Object.hasOwn(identifying, kind) && field.purpose === undefined && field.viewers === undefined;
}

/** Only what the kind of the question can hold: an answer of another shape is none. */
function blindAnswer(field: BlindField, answer: Answer | undefined, number: string): BlindAnswer | undefined {
	if (answer === undefined) return undefined;
	if (field.kind === 'file') {
		const { file, type, pages, paper, width, height } = answer as FileAnswer;
		const name = blindFileName(number, field.id, type);
		return { file, name, type, bytes: 0, ...defined({ pages, paper, width, height }) };
	}
	if (field.kind === 'group') return answer as Extract<Answer, Record<string, unknown>[]> as BlindAnswer;
	return isPeopleOrPlace(answer) ? undefined : answer;
}

function isPeopleOrPlace(answer: Answer): answer is PersonEntry[] | Place | FileAnswer {
	if (Array.isArray(answer)) return answer.some((item) => typeof item === 'object');
	return typeof answer === 'object' && ('zone' in answer || 'file' in answer);
}

function defined<T extends object>(of: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as never;
}

const office = 'application/vnd.openxmlformats-officedocument.';
const endings: Record<string, string> = {
	'application/pdf': 'pdf',
	[`${office}wordprocessingml.document`]: 'docx',
	[`${office}presentationml.presentation`]: 'pptx',
	[`${office}spreadsheetml.sheet`]: 'xlsx',
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/webp': 'webp',
	'image/gif': 'gif',
	'image/svg+xml': 'svg',
	'text/plain': 'txt',
	'text/csv': 'csv',
	'text/markdown': 'md',
	'text/x-bibtex': 'bib',
};
