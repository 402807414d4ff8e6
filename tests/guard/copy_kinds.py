"""More copy at fault for each rule, longer, as shops and clinics write, and copy that only looks so."""

HITS = {
    "cn.guarantee": """
        老王家的秘方，治一个好一个
        肩周贴，贴了就不疼，无效退双倍
        鼻炎喷剂，喷一喷就通气
        戒不掉烟，分文不取
        瘦不下来全额返款，店长说的
        灸到病除，街坊排队
        专挖病根，三代口碑
        做一次，管用一辈子，终身不复发
        本中心敢打包票，尿床能好
        28天逆转糖尿病，跟着吃就行
        两个疗程恢复正常，甲亢不再来
        能gen除灰指甲，刷几次就掉
        7天瘦10斤，不瘦退钱
        膏到痛消，早贴早好
        保z治愈多年顽疾
        皮肤癣再也不会复发
        能治愈中晚期肝癌的中药
        治不好不要钱，来了再说
        打完这针，鼻炎从此跟你没关系
        不管多少年的老胃病，到我这儿都能给你看好
        疗程结束保您看得清路牌
        治到好为止，中间不再收费
        没效果您一分不掏，写进病历
        让您的膝盖疼一去不回
        三服药下去，包您能下床
        一月一个样，三月大变样
        根儿上治，治完就断
        抬着来，走着回
        治不好，店长给您磕头
        一次脱毛，终身光滑""",
    "cn.safety": """
        植发无痛无疤，无恢复期
        保证不会有任何后遗症
        吃多少都没事，纯植物
        风险为零的隆鼻
        副作用几乎为零，请放心
        做坏包赔，敢承诺才敢做
        没有任何刺激，婴儿可用
        无fu作用，宝妈放心
        安全无忧的瘦脸
        安全系数100%，独家麻醉
        手术万无一失，主刀亲做
        零feng险减重
        绝对不会留疤
        做了八千例，没有一个出问题的
        跟蚊子叮一下似的，一点都不疼
        任何肤质都适用，无需担心过敏
        副作用？不存在的
        随做随走，毫发无伤
        哺乳期妈妈也能安心打
        半点伤害都没有
        安全系数拉满""",
    "cn.rate": """
        抱婴率高达百分之七十五
        排石率98.5%，当天见效
        戒烟成功率九成多
        好孕率82%，送子中心
        过敏性鼻炎缓解率达九十六%
        有笑率95%，老用户都懂
        99%的人用后明显改善
        百例九十八例好
        十个患者有九个治愈
        治愈lü百分百
        复发率仅为1.2%
        视力改善率：九成五以上
        来过的人里九成都说有用
        100个近视患者，99个摘掉眼镜
        术后不复发的占到九成五
        我科结石一次排净率98%
        治愈了五千多个家庭的不孕
        十个里头九个好
        有效率九十八个点
        成功的比例：九成九""",
    "cn.compare": """
        一贴顶别家三贴
        效果是进口药的三倍
        见效比西药快得多
        吊打各大品牌洗牙机构
        技术不输省城大医院
        比打针管用多了
        药效强过普通止痛片
        比隔壁诊所便宜还更靠谱
        完爆市面上所有祛痘产品
        疗效堪称第一，胜过传统手术
        媲美三甲医院的护理
        别的诊所拔牙要一小时，我们只要三分钟
        远超三甲水平
        同行做不了的高难度手术，我们天天做
        让隔壁汗颜的手艺
        强出同行一大截
        省城都没我们做得细
        大医院看不好的，我们看
        不像某些医院那样乱开药""",
    "cn.endorse": """
        京城名老中医倾力推荐
        奥运冠军都在用的护腰
        药师自己也给家人吃
        王大妈亲身见证：喝了三个月
        院长亲自推荐的牙膏
        顾客返图，看看效果
        变美日记第30天，左滑
        李老师现身说法
        主持人倾情代言
        我婆婆贴了十天，膝盖不疼了
        多亏刘主任，治好了我的偏头痛
        本周案例分享：四十岁的吴女士
        手术前后对比照，一看就懂
        真人实测反馈，零差评
        我表姐在这儿做的鼻子，好看到哭
        看看这位顾客的变化
        昨天一位大叔来复查，说二十年的腿疼没了
        案例：张某，男，45岁，腰突十年
        要不是李主任，我早坐轮椅了
        电视台专访过的医院
        种前vs种后，左滑
        我爸吃了两个月，现在能自己遛弯了""",
    "cn.scope": """
        隆胸、吸脂套餐价29800，面诊送礼
        全瓷牙买一送一，本周名额有限
        割双眼皮直降2000元，扫码预约
        痘坑修复专家坐诊，欢迎咨询
        妇科炎症专治，电话预约优先
        肛裂无痛手术，免费会诊
        瘦脸针限时抢购，私信领取
        甲状腺结节消融，本院专业治疗
        热玛吉提拉，闺蜜同行五折
        打鼾治疗找我院，立即预约""",
    "cn.absolute": """
        zui先进的激光设备
        本市天花板级的口腔
        行业龙头，名不虚传
        全城最低价种牙
        首屈一指的骨伤名院
        最值得信赖的月子会所
        鼻祖级的正骨手法
        无人能及的疗效
        di一品牌，深耕十年
        独步天下的膏药
        中国唯一的痛风门诊
        最好用的洗鼻器
        医美界的劳斯莱斯
        业界翘楚
        冠军团队，冠军品质
        西北植发No.1
        全网蕞低价
        最全的检查项目
        蝉联三届销量冠军""",
    "cn.military": """
        退役军医坐诊，凭号入场
        某部队特供酒，限量
        空军总医院原班人马
        jie放军总医院同款药膏
        武j医院合作药房
        野战医院老主任出诊
        军区总院专家会诊
        军工品质的理疗仪
        解 放 军 医 院 定点单位
        武💊警总队指定
        原军旅名医坐诊
        J区总院退休专家
        战地名医后代
        退伍老兵开的正骨馆
        少将亲诊，限号
        部队里的方子""",
    "cn.nonmedical": """
        这双鞋垫能治脚臭，还能改善静脉曲张
        喝富硒茶，血压自然降，降血压不吃药
        蜂胶提升放疗效果
        玉石床垫，疗效显著，睡一睡就知道
        石墨烯护腰，祛除腰痛
        孢子粉杀死癌细胞
        每天一杯黑咖啡，逆转脂肪肝
        艾草足浴包，治失眠
        葡萄籽精华，预防中风
        磁疗项链对颈椎病有奇效
        酵素果冻通便排毒，治便秘
        苹果醋软化血管
        枸杞原浆，喝走三高
        床垫睡出健康，腰椎病不药而愈
        手工皂洗掉脚气和湿疹
        核桃油，儿童多动症有救了
        面膜敷七天，痘印全消
        磁疗手环，戴上就能停药
        这枕头，颈椎病再不发作""",
    "us.claim": """
        One patch and your snoring is gone forever.
        FDA-approved supplement for memory loss.
        Our gummies lower blood pressure in a week.
        Clinically tested to erase wrinkles.
        Melts away belly fat while you sleep.
        Proven to reverse gray hair.
        Throw away your insulin with this herbal tea.
        Kills cancer cells, not you.
        See dramatic results in just 3 days.
        G.u.a.r.a.n.t.e.e.d to end heel pain.
        Works for everyone, every age.
        The drops that doctors don't want you to know about.
        Warts disappear permanently.
        Zero-risk hair transplants.
        Regrows lost hair in weeks.
        ¢ures tinnitus, ships free.
        Heals herniated discs without surgery, 100% effective.
        A hangover kure from the Alps.
        NO*SIDE*EFFECTS, ever.
        Better than chemo, and natural.
        Your money back if it doesn't work: guaranteed weight loss.""",
    "us.testimonial": """
        Meet Dolores: she couldn't climb stairs until our knee clinic.
        Listen to Kwesi's story of life after back surgery.
        Real clients, real results at Elm Street Aesthetics.
        Hear it from Priscilla: two babies after three years of trying.
        Case of the week: a 44-year-old runner's new hip.
        My name is Anton and I lost 70 pounds with this shot.
        @jo.lifts shares how our clinic fixed her shoulder
        Before & after: lip filler in 20 minutes
        'I finally sleep through the night' ~ Rosa M.
        I was on insulin for years. After this plan I'm down to one pill. - Harold P.
        "My migraines are history!" says Beatrice from Dayton
        After a heart attack at 50, Miguel ran his first marathon with our rehab team.
        Rated 4.9 stars by patients on Google.
        Trusted by over 3,000 happy patients.
        Learn how Tamsin beat psoriasis.
        From 280 lbs to 175: watch his journey.
        She lost 40 pounds and so can you.
        See Nadia's smile transformation.
        "Couldn't turn my neck. Now I swim." - Ed, chiropractic patient""",
    "recipient.patient": """
        Your hearing aids are ready.
        Congratulations on finishing your radiation therapy with us!
        We've got you down for Thursday at 2.
        We haven't seen you since March.
        You came in last month about your sleep.
        Your Humira shipment leaves today.
        Dr. Bell would like to see you again.
        Your bill for your March visit is ready.
        As a former inpatient, you get our newsletter.
        The cream ordered by your doctor is in stock.
        You missed your cleaning last week.
        Your aligners have arrived.
        It's been a year since your last mammogram with us.
        您的中药已煎好，请来取
        您的牙套到货了
        您去年在我们诊所拔牙
        您的术后七天换药安排在周五
        您在本药房登记的胰岛素快用完了
        您的儿童疫苗接种时间到了
        您上个月开药的记录已更新
        您的隐形眼镜已到店
        距您上次洗牙已有半年
        您的降脂药处方已续开
        您昨天做的核磁报告可以取了
        您家宝宝该打第二针疫苗了
        上次给您拔牙的张医生本周坐诊
        咱们科做过手术的老朋友，回来送礼
        王阿姨，药吃完了吧
        您预约的周三上午洗牙
        12床家属请到护士站""",
    "recipient.condition": """
        Your PCOS doesn't define you.
        You're 30 weeks along: time for a tour.
        As a diabetic, you need good socks.
        Coping with your arthritis gets easier.
        Great news about your high cholesterol.
        Your hot flashes can cool down.
        You're a stroke survivor, and we see you.
        Help for your drinking problem is here.
        Foods that love your IBS back.
        您怀孕八周了，恭喜
        您的血糖偏高，换种米饭吧
        被失眠困扰的您，试试这款枕头
        作为一名糖友，您该看看这款饼干
        高血压朋友，您好
        您这高血压，该管管了
        您胆结石多年，别再拖
        确诊糖尿病的您，可免费领取血糖仪
        王姐，知道您备孕困难
        您正在服用二甲双胍，搭配它更好
        您肺上的结节
        您体检单上写着脂肪肝
        老糖友您好
        您这老寒腿又犯了
        怀孕24周的您""",
}

CLEAN = """
    无效订单可申请退款
    城市交通拥堵如何根治，市民座谈会周六举行
    我们不承诺疗效，只承诺认真
    问：近视能治愈吗？答：不能，只能矫正
    “包治百病”四个字，听到就该走人
    医院重点整治停车乱象
    手术没有绝对的安全，医生会告诉您风险
    安全无小事，消防演练周四举行
    请勿相信“零风险”的宣传
    本院患者满意度调查正在进行
    早期发现的患者，五年生存情况明显更好
    本季度手部卫生依从率95%
    出勤率100%的护士名单
    今年开放日比去年更热闹
    公交比开车方便，建议乘地铁来院
    专家建议每天步行六千步
    医生推荐信请交到人事科
    顾客好评：包装仔细，发货快
    糖尿病科普：什么是糖化血红蛋白
    健康教育：流感疫苗每年接种一次
    整形外科、口腔正畸科门诊时间调整
    针灸科搬到三楼
    最佳观看位置在第三排
    安全第一，质量第一，工程部例会
    国家级非物质文化遗产展览
    唯一入口改到北门
    慰问解放军官兵联欢会
    参军体检须知
    武警路新站今日启用
    建军节游园会
    绿豆能不能降血糖？不能代替药物
    这款面霜不能治病，只是保湿
    治愈系咖啡馆开业，拿铁半价
    这双鞋适合散步，不具有治疗作用
    志愿者和患者一起包饺子
    本品不能代替药物，蜂蜜产自本地
    谁都没有您熟悉自己的孩子
    他三天没来上班了
    两周恢复正常门诊
    手卫生依从率达95%
    毕业于海军军医大学
    持退役证可在军人优先窗口取号
    武警中队在广场演练
    最受欢迎的菜是红烧肉
    王者荣耀今晚更新
    我们和省人民医院的医生一起义诊
    患者家属送来水果，护士婉拒了
    感谢信：保安帮我找回了走丢的小狗
    问卷里对候诊时间满意的占三成
    省院看疑难，我们看家常
    药到病除这个成语用来形容办事利落
    退役老兵优先通道
    近视目前不可逆，只能控制
    Nothing cures a cold; rest and fluids help.
    No scan is risk-free, and we explain why.
    The word "guaranteed" is banned from our brochures.
    If a website promises a miracle cure, close the tab.
    Someday there may be a cure for Parkinson's.
    The blender is guaranteed for three years.
    Our rates are guaranteed through June.
    The Cure plays at the fairground on Friday.
    Proven ways to save on parking.
    FDA-approved labels explain who should not take a drug.
    Meet Dr. Ines Halloran, our new pediatrician.
    Meet the midwives on Thursday.
    Hear from our chief nurse about visiting hours.
    "Our garage opens at six," says the parking manager.
    Case managers are on the second floor.
    The story of our chapel began in 1911.
    "The muffins are great." - a visitor
    Reviews of the parking app are mixed.
    Before and after meals, wash your hands.
    After a stroke, rehabilitation can last for months.
    Your neighborhood clinic has new hours.
    Your ideas shape the new playground.
    Your library card gets you a free water bottle.
    If you were treated elsewhere, bring your records.
    Whether or not you are pregnant, folate matters.
    Pregnant people can get a flu shot.
    As a volunteer, you will greet visitors.
    您可在公众号查询门诊排班
    如您怀孕，请告知技师
    您的意见是我们进步的动力
    您身边的健康驿站
    您的快递已到门卫室
    您的停车券已到期
    凡在我院分娩的产妇均可参加
"""
