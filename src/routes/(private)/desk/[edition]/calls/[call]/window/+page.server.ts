import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { closingAt, closingTime, windowState } from '#modules/calls/window.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import {
	extendCall,
	extensionsOf,
	lateLinksOf,
	makeLateLink,
	mostUses,
	previewExtension,
	revokeLateLink,
	windowForDesk,
} from '#modules/calls/server/index.ts';
import { openDesk } from '../../../../open-desk.ts';
import { localOf, sayWindowRefusal, typedExtension, typedLink } from './window-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function openCall(event: Parameters<PageServerLoad>[0] | RequestEvent) {
	const { desk, edition, calls } = await openDesk(event, 'call.move-window');
	const call = calls.find(({ slug }) => slug === event.params.call);
	if (!call) throw notFound();
	return { desk, call, at: { desk: desk.id, call: call.slug }, base: edition ? `/${edition.slug}/calls` : '/calls' };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { call, at } = await openCall(event);
	// Asked of this very call: whoever may move another one of the desk may not see this.
	const links = await lateLinksOf(ctx, actor, at);
	const { writing, all } = await previewExtension(ctx, actor, { call: call.id });
	const written = await windowForDesk(ctx, call.id);
	const now = ctx.clock.edition.now();
	return {
		now,
		call: { slug: call.slug, title: inLocale(call.title, locale).text },
		window: { ...written, closed: windowState(written, now) === 'closed' },
		told: { writing: writing.readers.length, all: all.readers.length, unreachable: writing.unreachable },
		extensions: (await extensionsOf(ctx, call.id)).map(({ reason, ...one }) => ({
			...one,
			reason: inLocale(reason, locale).text,
		})),
		links,
		mostUses,
		done: (['extended', 'revoked'] as const).find((one) => one === event.url.searchParams.get('done')) ?? null,
	};
};

const here = (event: RequestEvent, more: string) =>
	localePath(event.locals.locale, `/desk/${event.params.edition}/calls/${event.params.call}/window${more}`);

function refusalOf(thrown: unknown): Refusal {
	if (!(thrown instanceof Refusal) || !['invalid', 'conflict'].includes(thrown.kind)) throw thrown;
	return thrown;
}

export const actions: Actions = {
	/** Shows what would happen and who would be told, and asks. Changes nothing. */
	review: async (event) => {
		const { ctx, actor } = event.locals;
		const { call } = await openCall(event);
		const extension = typedExtension(await event.request.formData());
		const { writing, all } = await previewExtension(ctx, actor, { call: call.id });
		const window = await windowForDesk(ctx, call.id);
		const closesAt = readClose(localOf(extension), window);
		if (closesAt === undefined || closesAt <= window.closesAt) {
			const problems = [{ path: 'closes', code: closesAt === undefined ? 'not-a-time' : 'not-later' }];
			const said = sayWindowRefusal(new Refusal('invalid', 'invalid-input', { problems }), event.locals.locale);
			return fail(400, { extension, ...said });
		}
		const { readers } = extension.whom === 'all' ? all : writing;
		const zh = readers.filter(({ locale }) => locale === 'zh').length;
		return {
			extension,
			review: { from: window.closesAt, to: closesAt, count: readers.length, zh, en: readers.length - zh },
		};
	},

	/** Back to the form with what was typed. Changes nothing. */
	back: async (event) => {
		await openCall(event);
		return { extension: typedExtension(await event.request.formData()) };
	},

	extend: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { at } = await openCall(event);
		const form = await event.request.formData();
		const extension = typedExtension(form);
		try {
			await extendCall(ctx, actor, {
				...at,
				closes: localOf(extension),
				reason: { en: extension.reasonEn, zh: extension.reasonZh },
				applicants: extension.whom === 'all',
				seen: Number(form.get('seen')),
			});
		} catch (thrown) {
			const refusal = refusalOf(thrown);
			return fail(refusal.status, { extension, ...sayWindowRefusal(refusal, locale) });
		}
		redirect(303, here(event, '?done=extended'));
	},

	link: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { at, base } = await openCall(event);
		const link = typedLink(await event.request.formData());
		try {
			const made = await makeLateLink(ctx, actor, {
				...at,
				path: `${base}/${at.call}/apply`,
				label: link.label,
				email: link.email,
				locale: link.language,
				uses: Number(link.uses),
				expires: localOf(link),
			});
			// Shown in this very answer and nowhere else.
			event.setHeaders({ 'referrer-policy': 'same-origin' });
			return { made: { link: made.link, mailed: link.email !== '' } };
		} catch (thrown) {
			const refusal = refusalOf(thrown);
			return fail(refusal.status, { link, ...sayWindowRefusal(refusal, locale) });
		}
	},

	revoke: async (event) => {
		const { ctx, actor } = event.locals;
		const { at } = await openCall(event);
		const link = String((await event.request.formData()).get('link') ?? '');
		await revokeLateLink(ctx, actor, { ...at, link });
		redirect(303, here(event, '?done=revoked'));
	},
};

/** The instant at which it would close; undefined for what is no time. */
function readClose(local: string, window: { zone: string; closeOfBusiness: string | null }): number | undefined {
	try {
		return instantOf(closingTime(closingAt(local, window.closeOfBusiness)), window.zone, 'end');
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}
