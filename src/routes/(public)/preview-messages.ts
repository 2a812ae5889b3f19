import { catalogue } from '#core/i18n/index.ts';

/** Words of the band over a page that the desk previews. */
export const messages = catalogue(
	{
		name: 'Preview',
		text: 'Only those who may edit this edition see this page.',
		none: 'Nothing is waiting to be published: it is what visitors see.',
		waiting: (count: number) =>
			count === 1 ? 'One change is not public yet:' : `${count} changes are not public yet:`,
		more: (count: number) => `and ${count} more`,
		gone: (name: string) => `${name} (removed)`,
		publish: 'Drafts and publication',
		public: 'As visitors see it',
	},
	{
		name: '预览',
		text: '只有可以编辑本届会议的人员能看到这一页。',
		none: '没有等待发布的内容：访客看到的就是这样。',
		waiting: (count) => `有 ${count} 处修改尚未发布：`,
		more: (count) => `以及另外 ${count} 处`,
		gone: (name) => `${name}（已删除）`,
		publish: '草稿与发布',
		public: '查看访客所见',
	},
);
