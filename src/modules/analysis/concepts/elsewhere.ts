import type { Concept } from './concept.ts';

/** What these readers pass over: science for its own sake, culture, people's stories, sport. Evidence against relevance. */
export const elsewhereConcepts: readonly Concept[] = [
	{
		key: 'astronomy',
		label: { en: 'Astronomy and planetary science', zh: '天文与行星科学' },
		terms: {
			en: {
				sure: `astronom*, astrophysic*, galaxy, galaxies, galactic, exoplanet, supernova, nova, black hole, neutron star, pulsar, quasar, dark matter, dark energy, cosmolog*, telescope, stellar, starlight, light years, light-years, red giant, white
					dwarf, brown dwarf, nebula, comet, meteorite, planetary scientist, planet formation, solar wind, magnetosphere, big bang, gravitational wave, gravitational lens, milky way, redshift, transit across, observator*, spectroscop*, eclipse, meteor shower, lunar soil
					sample, mineral, crater, regolith, atmosphere of, geologist, geolog*, sandstone, sediment, outcrop, dust devil, martian rock, ancient mars, volcan*, host star, habitable zone, fossil, paleont*`,
				good: `planet, planets, star, stars, universe, cosmic, sky, lead author, researchers report, journal, spectrum hints, rock, rocks, ridge, atmosphere, dust, ice, orbiting a star, discover*, spectra, theory, physicist, physics, particles, formation,
					evidence of water, moons, saturn, jupiter, venus, mercury, neptune, uranus, pluto, titan, europa, hubble, webb`,
				weak: 'hypothesis, observation, light, sun, night, brightness, measured, temperature',
			},
			zh: {
				sure: `天文学, 天文学家, 天文台, 天体物理, 星系, 系外行星, 超新星, 新星, 黑洞, 中子星, 脉冲星, 类星体, 暗物质, 暗能量, 宇宙学, 望远镜, 恒星, 光年, 红巨星, 白矮星, 星云, 彗星, 流星雨, 陨石, 太阳风, 磁层, 引力波, 银河系, 吸积盘, 双星, 星座里,
					观测站, 日食, 月食, 天象, 地质学, 矿物, 陨石坑, 火星岩石, 宜居带, 化石, 古生物, 光谱, 观星`,
				good: '行星, 星星, 宇宙, 星空, 夜空, 论文, 期刊, 物理学家, 亮度, 爆发, 观测员, 口径, 岩石, 大气层, 尘埃, 冰层, 土星, 木星, 金星, 水星, 海王星, 哈勃, 韦布, 爱好者',
				weak: '发现, 科学家, 研究人员, 观测',
			},
		},
	},
	{
		key: 'culture',
		label: { en: 'Museums, arts and heritage', zh: '博物馆、艺术与遗产' },
		terms: {
			en: {
				sure: `museum, exhibition hall, curator, gallery, artefact, artifact, heritage, planetarium, =painting, =paintings, sculpture, novel, novelist, film, movie, documentary, theatre, concert, opera, poet, poem, author of the book, festival, biograph*, memoir, book review, artist, antiqu*, collector,
					commemorat*, anniversary, nostalgia, restoration of, tourist attraction, visitors, souvenir, statue, memorabilia, screenplay, actor, actress, singer, album`,
				good: 'exhibit, display, history, historic, paint, dome, volunteers, weekend, ticket, music, story, legend, chapter, art, photograph, studio',
				weak: 'collection, restored, decades ago, beloved, old',
			},
			zh: {
				sure: '博物馆, 展厅, 展览, 新展, 策展人, 展品, 文物, 遗产, 天文馆, 画展, 雕塑, 小说, 电影, 影片, 纪录片, 话剧, 音乐会, 诗人, 诗歌, 艺术家, 艺术, 传记, 回忆录, 藏家, 收藏, 纪念, 周年, 观众, 游客, 演员, 歌手, 导演, 说明牌, 展柜',
				good: '历史, 老人, 退休职工, 故事, 门票, 留言, 摄影, 文化, 怀旧, 旧物, 书籍',
				weak: '珍贵, 往事, 记忆',
			},
		},
	},
	{
		key: 'people',
		label: { en: 'School and human interest', zh: '校园与人物故事' },
		terms: {
			en: {
				sure: `pupil, pupils, schoolchildren, classroom, primary school, kindergarten, nine-year-olds, year-olds, grandmother, grandfather, daughter, childhood, birthday, wedding, dog, cat, garden, recipe, breakfast, hobby, amateur, summer camp, science fair, school project,
					birthday cake, homesick, tears, dream of becoming, family album, love letter, farmer`,
				good: 'teacher, school, children, child, girl, boy, mother, father, husband, wife, son, parents, family, village, sleep, holiday, laughed, smiled, remembers, favourite, favorite, friend, kitchen, summer fair, balloon',
				weak: 'class, term, coffee, letter, morning, home, weekend',
			},
			zh: {
				sure: '小学, 小学生, 中学生, 孩子, 孩子们, 老师, 教室, 课堂, 讲义, 女儿, 儿子, 奶奶, 爷爷, 妈妈, 爸爸, 童年, 生日, 婚礼, 眼泪, 做饭, 菜市场, 故乡, 家乡, 爱好, 业余, 小狗, 夏令营, 期末考试, 邻居',
				good: '学生, 教师, 家人, 家庭, 母亲, 父亲, 丈夫, 妻子, 回忆, 味道, 睡觉, 做梦, 笑, 哭, 想念, 朋友, 厨房, 面包, 牙, 花, 操场',
				weak: '同学, 课, 家, 夜里, 早上',
			},
		},
	},
	{
		key: 'sport',
		label: { en: 'Sport and entertainment', zh: '体育与娱乐' },
		terms: {
			en: {
				sure: `football, soccer, basketball, baseball, cricket, rugby, tennis, golf, hockey, volleyball, goalkeeper, striker, midfielder, semi-final, quarter-final, semifinal, half-time, penalty shoot-out, substitute, coach, referee, league, championship, tournament, world cup,
					olympic*, medal, champions, playoff, wicket, batsman, goalscorer, kick-off, stadium, fans, trophy, athlete, marathon, grand prix, formula one, box office, celebrity, pop star, video game, teammate, relegation, home side, full-back, defender, left foot`,
				good: 'goal, match, player, players, club, season, ball, score, scored, final, cup, manager of, race, win over, crowd, team, squad, tie, crosses, injury, game',
				weak: 'opposing, ticket, tickets, minutes, division, beat',
			},
			zh: {
				sure: '足球, 篮球, 排球, 女排, 男排, 网球, 乒乓球, 羽毛球, 棒球, 高尔夫, 守门员, 前锋, 主攻, 接应, 自由人, 发球, 拦网, 一传, 半决赛, 决赛, 联赛, 锦标赛, 世界杯, 奥运会, 冠军, 教练, 裁判, 球迷, 球队, 球员, 比分, 主场, 客场, 客队, 积分榜, 逆转, 进球, 体育场, 运动员, 马拉松, 票房, 明星, 综艺, 网游, 主帅',
				good: '比赛, 替补, 得分, 球, 赛季, 赛后, 胜利, 对手, 球票, 扣杀, 防线, 全场, 首局',
				weak: '主教练, 训练, 队员, 一局',
			},
		},
	},
	{
		key: 'medicine',
		label: { en: 'Medicine and biology', zh: '医学与生物' },
		terms: {
			en: {
				sure: `patient, patients, physician, physiolog*, clinical trial, bone density, calcium, muscle loss, bed rest, bed-rest, heart, cardiac, ventric*, blood pressure, geriatric, rehabilitation, gene, genes, genom*, protein, cell biology, bacteria, microb*, virus, immune system, laboratory mice, placebo,
					surgery, vaccine, tumour, tumor, cancer, diagnosis, osteoporosis, hormone, metabol*, species, ecology, plant biology, seedlings, embryo, neuroscience`,
				good: 'doctor, doctors, hospital, medical, medicine, muscle, bone, bones, volunteers, exercise, blood, biology, biological, crops, seeds, disease, treatment, therapy, sleep',
				weak: 'study, trial, group, participants, finding, body',
			},
			zh: {
				sure: '患者, 病人, 生理学, 临床试验, 骨密度, 钙流失, 肌肉萎缩, 卧床试验, 卧床, 心脏, 心室, 血压, 老年病, 康复科, 康复, 基因, 基因组, 蛋白质, 细胞, 细菌, 微生物, 病毒, 免疫, 小鼠, 手术, 疫苗, 肿瘤, 癌症, 骨质疏松, 代谢, 物种, 胚胎, 伦理批件, 头晕',
				good: '医生, 医院, 医学, 肌肉, 骨骼, 志愿者, 血液, 生物学, 种子, 疾病, 治疗, 疗法, 锻炼, 脚踏车, 恢复',
				weak: '试验, 一组, 身体, 研究者',
			},
		},
	},
];
