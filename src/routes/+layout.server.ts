import type { LayoutServerLoad } from './$types';

/** What every page's furniture needs. On public pages nothing here depends on who asks. */
export const load: LayoutServerLoad = async ({ locals }) => {
	const { ctx } = locals;
	return {
		locale: locals.locale,
		path: locals.path,
		rehearsal: ctx.clock.rehearsal ? { editionTime: ctx.clock.edition.now(), zone: 'Asia/Shanghai' } : null,
		person: null as { name: string } | null,
		edition: null,
		desk: false,
	};
};
