import { fail } from '@sveltejs/kit';
import { Refusal } from '#core/refusal/index.ts';
import type { PostedProfile } from '#modules/review/profile-form.ts';
import { longestList } from '#modules/review/reviewer.ts';
import { profilePage, saveProfile } from '#modules/review/server/index.ts';
import { sayPublicationProblems, sayReviewerFaults } from '#modules/review/ui/reviewer-faults.ts';
import { placeBySlug } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const place = await placeBySlug(ctx, params.edition, locale);
	const page = await profilePage(ctx, actor, place.id);
	return {
		place: { slug: place.slug, short: place.short },
		zone: page.calls[0]?.zone ?? 'UTC',
		tracks: page.tracks.map(({ code, label }) => ({ code, label: label[locale] })),
		languages: page.languages,
		profile: {
			...page.profile,
			// Abstracts and authors are kept; the page lists what people know a publication by.
			publications: page.profile.publications.map(({ title, year, venue }) => ({ title, year, venue })),
		},
		revision: page.revision,
		takenOver: page.takenOver,
		welcome: url.searchParams.has('welcome'),
	};
};

function posted(form: FormData): PostedProfile {
	const text = (name: string) => String(form.get(name) ?? '');
	const list = (name: string) => form.getAll(name).map(String);
	const away = [];
	for (let i = 0; form.has(`away.${i}.from`); i++)
		away.push({ from: text(`away.${i}.from`), to: text(`away.${i}.to`) });
	return {
		tracks: list('tracks'),
		keywords: text('keywords'),
		languages: list('languages'),
		loadMin: text('loadMin'),
		loadMax: text('loadMax'),
		availableFrom: text('availableFrom'),
		availableTo: text('availableTo'),
		away,
	};
}

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { ctx, actor, locale } = locals;
		const place = await placeBySlug(ctx, params.edition, locale);
		const form = await request.formData();
		const values = posted(form);
		const typed = String(form.get('add') ?? '');
		const file = form.get('file');
		// What is too large to be read is named as that, without being taken into memory as a text.
		const loaded = file instanceof File && file.size > 0 && file.size <= longestList ? await file.text() : '';
		const tooLarge = file instanceof File && file.size > longestList;
		try {
			const saved = await saveProfile(ctx, actor, {
				scope: place.id,
				revision: Number(form.get('revision') ?? 0),
				posted: values,
				remove: form.getAll('remove').map(Number),
				add: typed.trim() && loaded.trim() ? typed : typed.trim() ? typed : loaded,
			});
			const problems = [...saved.problems, ...(tooLarge ? [{ line: 1, code: 'too-large' as const }] : [])];
			const unread = sayPublicationProblems(problems, locale);
			return {
				saved: { added: saved.added, known: saved.known, unread },
				// What could not be read stays where it was typed.
				values: null,
				add: unread.length > 0 ? typed : '',
				errors: [],
				conflict: false,
				removed: [] as number[],
			};
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || (thrown.kind !== 'invalid' && thrown.kind !== 'conflict')) throw thrown;
			return fail(thrown.status, {
				saved: null,
				values,
				add: typed || loaded,
				errors: sayReviewerFaults(thrown.problems, locale),
				conflict: thrown.kind === 'conflict',
				removed: form.getAll('remove').map(Number),
			});
		}
	},
};
