import type { RequestEvent } from '@sveltejs/kit';
import { answerAppeal, closeRequest, extendRequest, requestInfo, screen } from '#modules/calls/server/index.ts';

/** What stands in the form that asks an applicant for something, as it was typed. */
export interface TypedRequest {
	fields: string[];
	questions: string;
	note: string;
	due: string;
}

/** What the desk does at a stage beside deciding: what was typed, the word for what was done, and the work. */
export interface StageAct {
	done: 'screened' | 'asked' | 'extended' | 'closed' | 'appeal';
	typed: { request?: TypedRequest; appeal?: { verdict: string; answer: string } };
	work: () => Promise<unknown>;
}

const text = (form: FormData, name: string) => {
	const value = form.get(name);
	return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
};

/** Ticks the list of a screening. */
export function screening({ locals }: RequestEvent, application: string, form: FormData): StageAct {
	const ticked = form.getAll('checks').map(String);
	return { done: 'screened', typed: {}, work: () => screen(locals.ctx, locals.actor, { application, ticked }) };
}

/** Asks the applicant for something. */
export function asking({ locals }: RequestEvent, application: string, form: FormData): StageAct {
	const request: TypedRequest = {
		fields: form.getAll('fields').map(String),
		questions: text(form, 'questions'),
		note: text(form, 'note'),
		due: text(form, 'due'),
	};
	return {
		done: 'asked',
		typed: { request },
		work: () =>
			requestInfo(locals.ctx, locals.actor, {
				application,
				fields: request.fields,
				questions: request.questions.split('\n'),
				note: request.note,
				due: request.due,
			}),
	};
}

/** Moves the date of a request. */
export function extending({ locals }: RequestEvent, application: string, form: FormData): StageAct {
	const input = { application, request: text(form, 'request'), due: text(form, 'due') };
	return { done: 'extended', typed: {}, work: () => extendRequest(locals.ctx, locals.actor, input) };
}

/** Waits for a request no longer. */
export function closing({ locals }: RequestEvent, application: string, form: FormData): StageAct {
	const input = { application, request: text(form, 'request') };
	return { done: 'closed', typed: {}, work: () => closeRequest(locals.ctx, locals.actor, input) };
}

/** Answers an appeal. */
export function answering({ locals }: RequestEvent, application: string, form: FormData): StageAct {
	const appeal = { verdict: text(form, 'verdict'), answer: text(form, 'answer') };
	const verdict = appeal.verdict === 'upheld' ? 'upheld' : 'rejected';
	return {
		done: 'appeal',
		typed: { appeal },
		work: () => answerAppeal(locals.ctx, locals.actor, { application, verdict, answer: appeal.answer }),
	};
}
