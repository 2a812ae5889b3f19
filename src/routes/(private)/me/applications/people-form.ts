import { fail } from '@sveltejs/kit';
import { originOf } from '#core/config/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { InvitedPerson, MadeInvite } from '#modules/calls/server/index.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';

/** What these functions need of an event: the pages that use them have different parameters. */
type Asked = { locals: App.Locals };

/** Whom a form of these pages names. */
export function invitedFrom(form: FormData, fallback: 'en' | 'zh'): InvitedPerson {
	const text = (name: string) => String(form.get(name) ?? '');
	const language = text('language');
	return {
		name: text('name'),
		address: text('address'),
		locale: language === 'en' || language === 'zh' ? language : fallback,
	};
}

/** What a form answers in place: a link that was made, or what stands against it with what was typed. */
export interface PeopleAnswer {
	form: string;
	/** The whole address of a link that its maker passes on. */
	link: string | null;
	mailed: boolean;
	refusal: { code: string; params: Record<string, string | number> } | null;
	problems: { path: string; message: string }[];
	typed: Record<string, string>;
}

/** Makes an invitation and answers what the page shows of it. */
export async function inviting(event: Asked, name: string, to: InvitedPerson, work: () => Promise<MadeInvite>) {
	const typed = { form: name, name: to.name, address: to.address, language: to.locale };
	try {
		const made = await work();
		const link = to.address.trim() === '' ? `${originOf(event.locals.ctx.config)}${made.path}` : null;
		return {
			form: name,
			link,
			mailed: link === null,
			refusal: null,
			problems: [],
			typed: { form: '' },
		} as PeopleAnswer;
	} catch (refusal) {
		return refusedHere(event, refusal, name, typed);
	}
}

/** Answers a refusal on the page; what is not there, and who is not signed in, goes the usual way. */
export function refusedHere(event: Asked, refusal: unknown, form: string, typed: Record<string, string> = { form }) {
	if (!(refusal instanceof Refusal) || ['not-found', 'signed-out'].includes(refusal.kind)) throw refusal;
	const answer: PeopleAnswer = {
		form,
		link: null,
		mailed: false,
		refusal: { code: refusal.code, params: refusal.params },
		problems: sayProblems(refusal.problems, event.locals.locale),
		typed,
	};
	return fail(refusal.status, answer);
}
