import { Refusal } from '#core/refusal/index.ts';
import { confirm, readRequest, refuse } from '#modules/newsletter/server/index.ts';
import { managePath } from '#modules/newsletter/digest.ts';
import { topicName } from '#modules/newsroom/topic-names.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looking changes nothing: programs that check mail follow its links. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	const { ctx, locale } = locals;
	// The address is a secret: no other site is told of it. (Not 'no-referrer': browsers would then send forms without origin.)
	setHeaders({ 'referrer-policy': 'same-origin' });
	try {
		const { email, choices, token } = await readRequest(ctx, params.token);
		const topics = choices.topics.map((topic) => topicName(topic, locale).text);
		return {
			request: { email, topics, rhythm: choices.rhythm, weekday: choices.weekday, locale: choices.locale },
			// Followed a second time, the link says what it has brought about.
			subscribed: token === null ? null : { email, manage: managePath(locale, token) },
		};
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.code !== 'link-gone') throw thrown;
		return { request: null, subscribed: null };
	}
};

export const actions: Actions = {
	confirm: async ({ locals, params }) => {
		const { ctx, actor, locale } = locals;
		try {
			const { email } = await readRequest(ctx, params.token);
			const { token } = await confirm(ctx, actor, params.token);
			return { done: 'confirmed' as const, email, manage: managePath(locale, token) };
		} catch (thrown) {
			return gone(thrown);
		}
	},
	refuse: async ({ locals, params }) => {
		try {
			await refuse(locals.ctx, locals.actor, params.token);
			return { done: 'refused' as const, email: '', manage: '' };
		} catch (thrown) {
			return gone(thrown);
		}
	},
};

/** A link whose time is over says so on the page. */
function gone(thrown: unknown) {
	if (!(thrown instanceof Refusal) || thrown.code !== 'link-gone') throw thrown;
	return { done: 'gone' as const, email: '', manage: '' };
}
