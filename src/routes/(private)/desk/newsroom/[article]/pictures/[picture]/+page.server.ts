import { fail, redirect } from '@sveltejs/kit';
import { localePath, type Locale } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { maxAssetBytes } from '#modules/editions/server/index.ts';
import { changePicture, removePicture } from '#modules/newsroom/server/index.ts';
import { sayRefusal } from '../../../refusal-messages.ts';
import { pictureCards } from '../../editor-data.ts';
import { openArticle } from '../../open-article.ts';
import { aboutOfTyped, type TypedPicture, typedOfPicture } from '../../picture-form.ts';
import { readPicture } from '../../read-picture.ts';
import { sayProblem } from '../../say-problem.ts';
import { pictureProblems } from '../../text-edits.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { head, row } = await openArticle(event);
	const { picture: id } = event.params;
	const asset = row.draft.pictures.find((one) => one.id === id);
	const card = pictureCards(row.id, row.draft, event.locals.locale).find((one) => one.id === id);
	if (!asset || !card) throw notFound('no-such-picture');
	return {
		head,
		card,
		typed: typedOfPicture(asset),
		isImage: asset.kind === 'image',
		maxBytes: maxAssetBytes.image as number,
		mayWrite: row.may.write && row.state !== 'retracted',
		done: event.url.searchParams.has('done'),
	};
};

/** What the page shows when it was not taken: what was typed, what is wrong at its field, or why not at all. */
function refused(thrown: unknown, typed: TypedPicture | undefined, locale: Locale) {
	if (!(thrown instanceof Refusal) || !['invalid', 'conflict', 'too-many'].includes(thrown.kind)) throw thrown;
	const problems = Object.fromEntries(thrown.problems.map((one) => [one.path, sayProblem(one, locale)]));
	return fail(thrown.status, {
		typed,
		problems,
		refused: thrown.problems.length > 0 ? '' : sayRefusal(thrown, locale),
	});
}

const back = (event: RequestEvent, more = '') =>
	localePath(event.locals.locale, `/desk/newsroom/${event.params.article}${more}`);

export const actions: Actions = {
	save: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { row } = await openArticle(event, 'article.write');
		const sent = await readPicture(event.request);
		try {
			const problems = [...sent.problems, ...pictureProblems(sent.picture, true)];
			if (problems.length > 0) throw new Refusal('invalid', 'invalid-input', { problems });
			const { file, picture } = sent;
			const about = aboutOfTyped(picture);
			await changePicture(ctx, actor, {
				articleId: row.id,
				revision: row.revision,
				id: event.params.picture,
				about,
				file,
			});
		} catch (thrown) {
			return refused(thrown, sent.picture, locale);
		}
		redirect(303, back(event, `/pictures/${event.params.picture}?done`));
	},
	remove: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { row } = await openArticle(event, 'article.write');
		try {
			await removePicture(ctx, actor, { articleId: row.id, revision: row.revision, id: event.params.picture });
		} catch (thrown) {
			return refused(thrown, undefined, locale);
		}
		redirect(303, `${back(event)}#pictures`);
	},
};
