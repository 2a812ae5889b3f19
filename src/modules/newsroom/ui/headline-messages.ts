import { catalogue } from '#core/i18n/index.ts';

/** Words beside the headlines of others, on public pages. */
export const headlineMessages = catalogue(
	{
		title: 'Headlines elsewhere',
		lead: 'From partners and agencies. Each title leads to the site of its source.',
		sample: 'sample',
		sampleText: 'Samples: invented agencies, for demonstration.',
		noEndorsement: (site: string) =>
			`These texts are their sources’ own. That something is linked here, or advertised where a link leads, does not mean that ${site} recommends it.`,
		credits: 'Credits',
	},
	{
		title: '其他媒体要闻',
		lead: '来自合作单位与通讯社，点击标题前往来源网站。',
		sample: '样例',
		sampleText: '以下为样例：通讯社均为虚构，仅供演示。',
		noEndorsement: (site) => `以上内容由各来源负责。本页的链接及其所至页面上的广告，不代表${site}推荐。`,
		credits: '版权说明',
	},
);
