import { catalogue } from '#core/i18n/index.ts';

/** Words of the shell and of the error pages. */
export const messages = catalogue(
	{
		nav: { calls: 'Calls', tracks: 'Tracks', dates: 'Dates', committee: 'Committee' },
		home: 'Orrery',
		errors: {
			404: {
				title: 'There is nothing at this address',
				text: 'The page may have moved, the link may be cut off, or the page is not for the account you are signed in with.',
			},
			403: {
				title: 'This page is not for you',
				text: 'Your account has no part in this. If it should, ask the organiser to give it the relation it needs.',
			},
			401: {
				title: 'Please sign in first',
				text: 'This page belongs to a person. Sign in and you will come back to it.',
			},
			409: {
				title: 'That can no longer be done like this',
				text: 'Something else changed meanwhile. Nothing was done. Look at the page as it is now, then decide again.',
			},
			413: {
				title: 'That was too large',
				text: 'The server takes less than what was sent, so nothing of it was saved. Send less text at once, or a smaller file.',
			},
			429: { title: 'Too many requests', text: 'Wait a minute, then try again.' },
			503: {
				title: 'Not available just now',
				text: 'The server is starting, stopping or busy. Try again in a minute.',
			},
			conflict: {
				title: 'You have a conflict of interest with this application',
				text: 'You apply or work on it, are named in it, recused yourself, or a chair has confirmed a conflict. Nobody with a conflict sees at the desk how it is judged. Your own applications are under “My applications”; if you think this is a mistake, ask another organiser to clear it.',
			},
			closed: {
				title: 'This edition is closed',
				text: 'Its site stays as it is, so nothing was changed. An organiser can open it again.',
			},
			withheld: {
				title: 'This file is held back',
				text: 'Reviewers must not learn whose it is, and what the file says of its author could not be taken out: it is locked, damaged or of a kind that nobody can look into. The organisers see this and can ask for another file.',
			},
			other: {
				title: 'Something broke on our side',
				text: 'The fault is recorded. Go back and try again; what you saved before is safe.',
			},
		},
		typed: {
			title: 'What you typed',
			text: 'It may not have been saved. Copy what you need before you leave this page.',
			one: (at: number, of: number) => `Text ${at} of ${of}`,
		},
		status: (status: number) => `Error ${status}`,
		reference: (id: string) => `If you write to the organisers about it, give them this reference: ${id}`,
		toHome: 'To the front page',
		toDesk: 'To the desk',
		again: 'Look at the page',
		signIn: 'Sign in',
	},
	{
		nav: { calls: '征稿', tracks: '专题', dates: '日程节点', committee: '委员会' },
		home: 'Orrery',
		errors: {
			404: { title: '此地址没有内容', text: '页面可能已经移动，链接可能不完整，或者您登录的账号无权查看。' },
			403: { title: '您无权查看此页', text: '您的账号与此事项无关。如有需要，请联系组织者授予相应身份。' },
			401: { title: '请先登录', text: '此页属于个人。登录之后将自动返回。' },
			409: { title: '此操作已无法进行', text: '其间已有其他更改，本次操作未执行。请查看页面现状后再作决定。' },
			413: {
				title: '提交的内容过大',
				text: '所提交的内容超出服务器上限，未予保存。请减少一次提交的文字，或改用较小的文件。',
			},
			429: { title: '请求过于频繁', text: '请稍候一分钟再试。' },
			503: { title: '暂时无法访问', text: '服务器正在启动、停止或繁忙，请稍后再试。' },
			withheld: {
				title: '此文件暂不提供',
				text: '评审人不应得知作者身份，而该文件中的作者信息无法清除：文件已加密、已损坏，或属于无法检查的类型。组织者可以看到这一情况，并可要求更换文件。',
			},
			conflict: {
				title: '您与此申请有利益冲突',
				text: '您是申请人、参与撰写或被列名，或已回避，或主席已确认利益冲突。有利益冲突者不能在管理端查看其评审情况。您自己的申请请见“我的申请”；如有误，请由其他组织者排除。',
			},
			closed: { title: '本届会议已归档', text: '网站内容保持原样，本次更改未执行。组织者可以重新开启本届会议。' },
			other: { title: '服务器出现故障', text: '故障已记录。请返回重试，此前保存的内容不受影响。' },
		},
		typed: {
			title: '您填写的内容',
			text: '这些内容可能尚未保存。离开此页之前，请复制所需部分。',
			one: (at, of) => `第 ${at} 段，共 ${of} 段`,
		},
		status: (status) => `错误 ${status}`,
		reference: (id) => `如需联系组织者，请提供此编号：${id}`,
		toHome: '返回首页',
		toDesk: '返回工作台',
		again: '查看页面',
		signIn: '登录',
	},
);
