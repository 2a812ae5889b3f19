import { catalogue } from '#core/i18n/index.ts';

/** Words of the preview of an article. */
export const previewMessages = catalogue(
	{
		title: 'Preview',
		text: 'So the draft would look to readers. Nobody outside the newsroom sees it.',
		notReady: (language: string) => `${language} is not ready and would stay back.`,
		other: (language: string) => `Look at it in ${language}`,
		back: 'Write on',
		nothing: 'Nothing is written yet.',
		notHere: (language: string) => `Nothing is written in ${language} yet.`,
	},
	{
		title: '预览',
		text: '草稿发布后读者将看到的样子。编辑部以外的人看不到。',
		notReady: (language) => `${language}尚未就绪，将暂缓。`,
		other: (language) => `查看${language}版`,
		back: '继续撰写',
		nothing: '尚未撰写任何内容。',
		notHere: (language) => `尚未以${language}撰写。`,
	},
);
