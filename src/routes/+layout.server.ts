import type { LayoutServerLoad } from './$types';

/** What every page's furniture needs. On public pages nothing here depends on who asks. */
export const load: LayoutServerLoad = async ({ locals }) => {
	const { clock, config } = locals.ctx;
	return {
		locale: locals.locale,
		path: locals.path,
		installation: { en: config.nameEn, zh: config.nameZh ?? config.nameEn },
		rehearsal: clock.rehearsal ? { editionTime: clock.edition.now(), zone: 'Asia/Shanghai' } : null,
	};
};
