import { inLocale, type Locale } from '#core/i18n/index.ts';

/**
 * Topics are short words in Latin letters (`space-debris`). These are the ones that our field uses again and again, as
 * readers of both languages call them; any other is shown as it is written.
 */
const names: Readonly<Record<string, { en: string; zh: string }>> = {
	agriculture: { en: 'Agriculture', zh: '农业' },
	awards: { en: 'Awards', zh: '奖项' },
	breeding: { en: 'Space breeding', zh: '航天育种' },
	calls: { en: 'Calls', zh: '征集' },
	climate: { en: 'Climate', zh: '气候变化' },
	cooperation: { en: 'Cooperation', zh: '国际合作' },
	'deep-space': { en: 'Deep space', zh: '深空探测' },
	debris: { en: 'Space debris', zh: '空间碎片' },
	development: { en: 'Development', zh: '发展' },
	education: { en: 'Education', zh: '教育' },
	exhibition: { en: 'Exhibition', zh: '展览' },
	finance: { en: 'Finance', zh: '金融' },
	health: { en: 'Health', zh: '健康' },
	industry: { en: 'Industry', zh: '产业' },
	innovation: { en: 'Innovation', zh: '创新' },
	'international-cooperation': { en: 'International cooperation', zh: '国际合作' },
	law: { en: 'Space law', zh: '空间法' },
	'life-science': { en: 'Life science', zh: '生命科学' },
	media: { en: 'Media', zh: '媒体' },
	medicine: { en: 'Space medicine', zh: '航天医学' },
	navigation: { en: 'Navigation', zh: '导航' },
	people: { en: 'People', zh: '人物' },
	policy: { en: 'Policy', zh: '政策' },
	press: { en: 'Press', zh: '新闻媒体' },
	programme: { en: 'Programme', zh: '日程' },
	propulsion: { en: 'Propulsion', zh: '推进技术' },
	'remote-sensing': { en: 'Remote sensing', zh: '遥感' },
	science: { en: 'Science', zh: '科学' },
	'small-satellites': { en: 'Small satellites', zh: '小卫星' },
	'space-debris': { en: 'Space debris', zh: '空间碎片' },
	'space-health': { en: 'Space and health', zh: '航天与健康' },
	'space-law': { en: 'Space law', zh: '空间法' },
	'space-life-science': { en: 'Space life science', zh: '空间生命科学' },
	'space-medicine': { en: 'Space medicine', zh: '航天医学' },
	'space-science': { en: 'Space science', zh: '空间科学' },
	'space-weather': { en: 'Space weather', zh: '空间天气' },
	statements: { en: 'Statements', zh: '倡议与声明' },
	students: { en: 'Students', zh: '学生' },
	submissions: { en: 'Submissions', zh: '投稿' },
	sustainability: { en: 'Sustainability', zh: '可持续发展' },
	symposium: { en: 'The symposium', zh: '会议动态' },
	technology: { en: 'Technology', zh: '技术' },
};

/** How a topic is called, and in which language that is. Pure. */
export function topicName(topic: string, locale: Locale): { text: string; locale: Locale } {
	const known = Object.hasOwn(names, topic) ? names[topic] : undefined;
	if (known) return inLocale(known, locale);
	const words = topic.replaceAll('-', ' ');
	return { text: words.charAt(0).toUpperCase() + words.slice(1), locale: 'en' };
}
