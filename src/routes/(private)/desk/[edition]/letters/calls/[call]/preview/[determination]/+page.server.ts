import { inLocale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { previewLetter } from '#modules/letters/server/index.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import { waitingLetter } from '../../../../waiting-letter.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locale } = event.locals;
	const { calls } = await openDesk(event, 'letter.send');
	const call = calls.find(({ slug }) => slug === event.params.call);
	if (!call) throw notFound();
	const { determination } = event.params;
	const { html } = await waitingLetter(previewLetter, event.locals, { callId: call.id, determination });
	return { call: { slug: call.slug, title: inLocale(call.title, locale).text }, determination, html };
};
