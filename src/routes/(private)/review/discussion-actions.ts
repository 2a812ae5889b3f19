import { type ActionFailure, fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import {
	type DiscussionPlace,
	editPost,
	markReview,
	markSeen,
	postInDiscussion,
	sumUp,
	takeBackPost,
} from '#modules/review/server/index.ts';
import { sayDiscussionRefusal } from '#modules/review/ui/discussion-messages.ts';

/** What a form of the page gets back when it was refused: what was typed into which, and why. */
export interface Said {
	/** `post`, the id of a post, `sum-up` or `mark`. */
	at: string;
	typed: Record<string, string>;
	problems: { path: string; message: string }[];
	refusal: string | null;
}

/** What of a request the actions need; what a route knows of its own is more. */
interface Asked {
	locals: App.Locals;
	request: Request;
	params: Partial<Record<string, string>>;
}

/** Where the discussion in the address is, for whoever may open the page, and the path of the page without language. */
export type Opening = (event: Asked) => Promise<{ place: DiscussionPlace; path: string }>;

type Work = (event: Asked) => Promise<ActionFailure<Said>>;

/** The actions of a page of a discussion, the same for a member and for a chair. */
export function discussionActions(open: Opening): Record<string, Work> {
	const action =
		(
			done: (form: FormData) => string,
			at: (form: FormData) => string,
			hash: string,
			work: (event: Asked, place: DiscussionPlace, text: (name: string) => string) => Promise<unknown>,
		): Work =>
		async (event) => {
			const { place, path } = await open(event);
			const form = await event.request.formData();
			const text = (name: string) => String(form.get(name) ?? '');
			try {
				await work(event, place, text);
			} catch (refusal) {
				return refused(event, at(form), form, refusal);
			}
			const { locale } = event.locals;
			redirect(303, `${localePath(locale, `${path}?done=${done(form)}`)}#${hash}`);
		};
	return {
		post: action(
			() => 'said',
			() => 'post',
			'posts',
			({ locals: { ctx, actor } }, place, text) => postInDiscussion(ctx, actor, { ...place, text: text('text') }),
		),
		edit: action(
			() => 'changed',
			(form) => String(form.get('post') ?? ''),
			'posts',
			({ locals: { ctx, actor } }, place, text) =>
				editPost(ctx, actor, { ...place, post: text('post'), text: text('text') }),
		),
		'take-back': action(
			() => 'taken-back',
			(form) => String(form.get('post') ?? ''),
			'posts',
			({ locals: { ctx, actor } }, place, text) => takeBackPost(ctx, actor, { ...place, post: text('post') }),
		),
		seen: action(
			() => 'seen',
			() => 'seen',
			'posts',
			({ locals: { ctx, actor } }, place, text) => markSeen(ctx, actor, { ...place, upTo: text('up-to') }),
		),
		'sum-up': action(
			(form) => (form.get('do') === 'submit' ? 'summed-up' : 'kept'),
			() => 'sum-up',
			'meta-review',
			({ locals: { ctx, actor } }, place, text) =>
				sumUp(ctx, actor, {
					...place,
					summary: text('summary'),
					recommendation: text('recommendation'),
					basedOn: text('based-on'),
					final: text('do') === 'submit',
				}),
		),
		mark: action(
			() => 'marked',
			() => 'mark',
			'marks',
			({ locals: { ctx, actor } }, place, text) =>
				markReview(ctx, actor, { ...place, review: text('review'), mark: text('mark'), note: text('note') }),
		),
	};
}

/** Says a refusal on the page, with all that was typed; what is not there, and who is not signed in, goes the usual way. */
function refused(event: Asked, at: string, form: FormData, refusal: unknown): ActionFailure<Said> {
	if (!(refusal instanceof Refusal) || ['not-found', 'signed-out'].includes(refusal.kind)) throw refusal;
	if (refusal.kind === 'forbidden' && refusal.code !== 'score-first') throw refusal;
	const { locale } = event.locals;
	const say = (code: string, params?: Record<string, string | number>) =>
		sayDiscussionRefusal(code, locale, params) ?? code;
	const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	return fail(refusal.status, {
		at,
		typed: Object.fromEntries(texts),
		problems: refusal.problems.map(({ path, code, params }) => ({ path, message: say(code, params) })),
		refusal: refusal.problems.length > 0 ? null : say(refusal.code, refusal.params),
	});
}
