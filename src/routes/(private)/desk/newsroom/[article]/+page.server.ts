import { redirect } from '@sveltejs/kit';
import type { ActionFailure } from '@sveltejs/kit';
import { personOf } from '#core/access/index.ts';
import { inLocale, localePath, locales } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { changeLists, readListStep, type RecordValue } from '#core/record-form/index.ts';
import { articleFields, draftOfTyped, typedOfArticle } from '#modules/newsroom/article-form.ts';
import { emptyDraft } from '#modules/newsroom/draft.ts';
import { pictureMarkdown, quotationMarkdown } from '#modules/newsroom/insertion.ts';
import { topicName } from '#modules/newsroom/topic-names.ts';
import {
	addPicture,
	ArticleChanged,
	articleForEditing,
	articlesForDesk,
	articleTopics,
	directoryChoices,
	saveDraft,
} from '#modules/newsroom/server/index.ts';
import { withChosen } from '../../[edition]/site/conflict.ts';
import { previewsOf } from './article-previews.ts';
import type { EditorAnswer } from './editor-answer.ts';
import { editorData } from './editor-data.ts';
import { editorMessages } from './editor-messages.ts';
import { findPeople } from './find-people.ts';
import { checkTyped, type OpenArticle, openArticle } from './open-article.ts';
import { aboutOfTyped } from './picture-form.ts';
import { readSent, type SentArticle, sentIn } from './read-sent.ts';
import { draftShape, echoOf, readValue, refusedForm, withProblems } from './refused-form.ts';
import { pictureProblems, withBlock, withByline, withTopic } from './text-edits.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { actor, locale } = event.locals;
	// The session ended while he wrote: the page shows what he typed, and nothing else.
	if (event.request.method === 'POST' && personOf(actor) === undefined) {
		return editorData(undefined, { articleId: event.params.article, locale, done: null });
	}
	const opened = await openArticle(event);
	const choices = opened.row.may.write ? await choicesFor(event.locals, opened) : undefined;
	const done = event.url.searchParams.get('done');
	return editorData(opened, { articleId: opened.id, locale, done, ...(choices ? { choices } : {}) });
};

/** So many articles are offered as related ones, what was touched last first; of any other the address can be kept. */
const mostRelated = 200;

/** So many topics of what is published are offered, the most frequent first; any other is typed. */
const mostTopics = 24;

/** What the fields of the form may point at. */
async function choicesFor({ ctx, actor, locale }: App.Locals, { row }: OpenArticle) {
	const people = await directoryChoices(ctx, row.editionId);
	const { articles } = await articlesForDesk(ctx, actor, { limit: mostRelated, locale });
	const topics = (await articleTopics(ctx)).slice(0, mostTopics);
	return {
		topics: topics.map(({ topic }) => ({ topic, name: topicName(topic, locale).text })),
		person: people.map(({ key, name }) => ({ value: key, label: inLocale(name, locale).text })),
		article: articles
			.filter(({ id }) => id !== row.id)
			.map(({ slug, titles }) => ({ value: slug, label: inLocale(titles, locale).text || slug })),
	};
}

type Answer = EditorAnswer | ActionFailure<EditorAnswer>;

/** An action that changes the article or its form: for whoever may write, and nothing typed is lost whatever comes of it. */
const forWriter =
	(work: (event: RequestEvent, sent: SentArticle, opened: OpenArticle) => Promise<Answer>) =>
	async (event: RequestEvent): Promise<Answer> => {
		const { locale } = event.locals;
		// Nothing of a body is read for somebody who may not write, little without a session: he keeps what he typed.
		let opened: OpenArticle | undefined;
		let refused: unknown;
		try {
			opened = await openArticle(event, 'article.write');
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind !== 'signed-out') throw thrown;
			refused = thrown;
		}
		const sent = await readSent(event.request, { signedIn: opened !== undefined });
		try {
			if (!opened) throw refused;
			return await work(event, sent, opened);
		} catch (thrown) {
			return refusedForm(thrown, sent, { locale, by: await quicker(event, thrown) });
		}
	};

/** The name of whoever saved meanwhile. */
async function quicker({ locals, params }: RequestEvent, thrown: unknown): Promise<string> {
	if (!(thrown instanceof ArticleChanged)) return '';
	const { ctx, actor, locale } = locals;
	return (await articleForEditing(ctx, actor, params.article, locale)).savedBy ?? '';
}

/** Saves what was typed. @throws ArticleChanged; Refusal */
async function keep({ locals }: RequestEvent, sent: SentArticle, { id }: OpenArticle): Promise<number> {
	const { ctx, actor } = locals;
	const content = draftOfTyped(sent.typed);
	return (await saveDraft(ctx, actor, { articleId: id, revision: sent.revision, content })).revision;
}

const own = (event: RequestEvent, more: string) =>
	localePath(event.locals.locale, `/desk/newsroom/${event.params.article}${more}`);

/** Everybody of the directory to whom the search leads. */
async function lookUp({ locals }: RequestEvent, sent: SentArticle, { row }: OpenArticle) {
	const choices = await directoryChoices(locals.ctx, row.editionId);
	const found = findPeople(choices, sent.quotation.search, locals.locale);
	return { choices, found, person: choices.find(({ key }) => key === sent.quotation.person) };
}

export const actions: Actions = {
	save: forWriter(async (event, sent, opened) => {
		await keep(event, sent, opened);
		redirect(303, own(event, '?done=saved'));
	}),

	check: forWriter(async (event, sent, opened) => {
		await keep(event, sent, opened);
		redirect(303, own(event, '/publish'));
	}),

	preview: forWriter(async (event, sent, opened) => {
		const draft = draftShape(sent, opened.row.draft.pictures);
		return {
			...echoOf(sent),
			previews: previewsOf(opened.id, draft),
			missing: await checkTyped(event.locals, opened, draft),
		};
	}),

	/** Adds, removes or moves an entry of a list in the form. Saves nothing. */
	list: forWriter(async (_, sent) => {
		const step = readListStep(sent.form.get('list'));
		const changed = step ? changeLists(articleFields, sent.typed, step) : { typed: sent.typed, at: undefined };
		return { ...echoOf(sent), typed: changed.typed, ...(changed.at ? { focus: { path: changed.at } } : {}) };
	}),

	/** Puts a topic that is in use among those of the article. Saves nothing. */
	topic: forWriter(async (_, sent) => ({
		...echoOf(sent),
		...withTopic(sent.typed, String(sent.form.get('topic') ?? '')),
	})),

	picture: forWriter(async (event, sent, { id }) => {
		const { ctx, actor, locale } = event.locals;
		const lacks = pictureProblems(sent.picture, sent.file !== undefined || sent.problems.length > 0, 'picture.');
		const problems = [...sent.problems, ...lacks];
		if (problems.length > 0 || !sent.file) return withProblems(sent, problems, locale);
		const { revision, file } = sent;
		const about = aboutOfTyped(sent.picture);
		const kept = await addPicture(ctx, actor, { articleId: id, revision, file, about }).catch((thrown: unknown) => {
			if (!(thrown instanceof Refusal) || thrown.kind !== 'invalid') throw thrown;
			return thrown;
		});
		if (kept instanceof Refusal) {
			const placed = kept.problems.map(({ path, ...rest }) => ({ path: `picture.${path}`, ...rest }));
			return withProblems(sent, placed, locale);
		}
		const { where } = sent.picture;
		let put: ReturnType<typeof withBlock> | undefined;
		for (const language of locales) {
			if (where !== language && where !== 'both') continue;
			put = withBlock(put?.typed ?? sent.typed, language, pictureMarkdown(kept.picture.id), sent.caret[language]);
		}
		const typed = put?.typed ?? sent.typed;
		// The picture is there whatever comes; what was typed is saved with it, or shown beside the text of whoever was quicker.
		const seen = kept.seen ? kept.revision : sent.revision;
		const next = { ...sent, typed, revision: seen };
		try {
			const saved = await keep(event, next, { id } as OpenArticle);
			return { typed, revision: saved, said: 'picture', ...(put ? { focus: put.focus } : {}) };
		} catch (thrown) {
			return refusedForm(thrown, next, { locale, by: await quicker(event, thrown) });
		}
	}),

	/** Puts a picture that is there into a text. */
	insert: forWriter(async (_, sent) => {
		const match = /^(en|zh) ([a-z0-9-]+)$/.exec(String(sent.form.get('insert') ?? ''));
		if (!match) return echoOf(sent);
		const language = match[1] as 'en' | 'zh';
		return {
			...echoOf(sent),
			...withBlock(sent.typed, language, pictureMarkdown(match[2] as string), sent.caret[language]),
		};
	}),

	/** Looks somebody up, for pages without scripts. */
	people: forWriter(async (event, sent, opened) => ({
		...echoOf(sent),
		found: (await lookUp(event, sent, opened)).found,
	})),

	byline: forWriter(async (event, sent, opened) => {
		const { locale } = event.locals;
		const { found, person } = await lookUp(event, sent, opened);
		if (!person) return chooseFirst(sent, locale, found);
		return { ...echoOf(sent), found, said: 'added', ...withByline(sent.typed, person) };
	}),

	quote: forWriter(async (event, sent, opened) => {
		const { locale } = event.locals;
		const { found, person } = await lookUp(event, sent, opened);
		if (!person) return chooseFirst(sent, locale, found);
		const { words, language } = sent.quotation;
		const q = editorMessages[locale].quotation;
		if (words.trim() === '') {
			const problem = { path: 'quotation.words', message: q.noWords };
			return { ...echoOf(sent), found, problems: { [problem.path]: problem.message }, summary: [problem] };
		}
		const name = person.name[language] ?? person.name.en ?? person.name.zh ?? person.key;
		const block = quotationMarkdown(words, { name, key: person.key });
		const quotation = { ...sent.quotation, words: '' };
		return {
			...{ ...echoOf(sent), quotation, found, said: 'inserted' as const },
			...withBlock(sent.typed, language, block, sent.caret[language]),
		};
	}),

	/** Takes the fields that were chosen, of two texts of this article. */
	resolve: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const opened = await openArticle(event, 'article.write');
		const form = await event.request.formData();
		const mine = readValue(form.get('mine')) ?? {};
		const { pictures: _, ...theirs } = opened.row.draft as unknown as RecordValue;
		const chosen = [...form.keys()].filter((name) => name.startsWith('choice:') && form.get(name) === 'mine');
		const value = withChosen(
			theirs,
			mine,
			chosen.map((name) => name.slice('choice:'.length)),
		);
		const revision = Number(form.get('version')) || 0;
		try {
			await saveDraft(ctx, actor, { articleId: opened.id, revision, content: value });
		} catch (thrown) {
			// Who is overtaken once more chooses once more, with all that was written.
			const typed = typedOfArticle({ ...(emptyDraft() as unknown as RecordValue), ...value });
			const sent = { ...sentIn(form), form, file: undefined, problems: [], typed, revision };
			return refusedForm(thrown, sent, { locale, by: await quicker(event, thrown) });
		}
		redirect(303, own(event, '?done=resolved'));
	},
};

function chooseFirst(sent: SentArticle, locale: 'en' | 'zh', found: EditorAnswer['found']): EditorAnswer {
	const problem = { path: 'quotation.person', message: editorMessages[locale].quotation.choose };
	return {
		...{ ...echoOf(sent), ...(found ? { found } : {}) },
		problems: { [problem.path]: problem.message },
		summary: [problem],
	};
}
