import { inLocale } from '#core/i18n/index.ts';
import { enquiryStates } from '#modules/enquiries/enquiry.ts';
import { listEnquiries } from '#modules/enquiries/server/index.ts';
import { openEditionDesk } from '../../open-desk.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { searchParams } = event.url;
	const { edition } = await openEditionDesk(event, 'enquiry.answer');
	const state = enquiryStates.find((one) => one === searchParams.get('state')) ?? 'open';
	const role = edition.contacts.find((one) => one.role === searchParams.get('role'))?.role;
	const page = Number(searchParams.get('page') ?? 1);
	return {
		slug: edition.slug,
		short: edition.short,
		zone: edition.zone,
		state,
		role: role ?? '',
		roles: edition.contacts.map((one) => ({ value: one.role, label: inLocale(one.name, locale).text })),
		list: await listEnquiries(ctx, actor, {
			edition: edition.id,
			state,
			role,
			page: Number.isInteger(page) && page >= 1 ? page : 1,
		}),
	};
};
