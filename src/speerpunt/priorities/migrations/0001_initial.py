import datetime
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('members', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('start', models.DateField(verbose_name='from')),
                ('end', models.DateField(verbose_name='until')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('current', 'current'), ('past', 'past')], default='draft', max_length=8, verbose_name='status')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'plan edition',
                'verbose_name_plural': 'plan editions',
                'ordering': ('-start',),
                'constraints': [models.UniqueConstraint(fields=('collective', 'title'), name='edition_title_once'), models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='edition_ends_after_start'), models.UniqueConstraint(condition=models.Q(('status', 'current')), fields=('collective',), name='edition_one_current')],
            },
        ),
        migrations.CreateModel(
            name='PlanImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('nodes', models.JSONField(default=list, verbose_name='lines')),
                ('choices', models.JSONField(default=dict, verbose_name='choices')),
                ('status', models.CharField(choices=[('review', 'waiting for review'), ('done', 'taken over'), ('dropped', 'dropped')], default='review', max_length=8, verbose_name='status')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='uploaded at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='priorities.planedition', verbose_name='plan edition')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'plan import',
                'verbose_name_plural': 'plan imports',
                'ordering': ('-uploaded_at',),
            },
        ),
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=0, verbose_name='number')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('slug', models.SlugField(max_length=60, verbose_name='address')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('health', models.CharField(choices=[('on_course', 'on course'), ('attention', 'attention'), ('stuck', 'stuck'), ('not_started', 'not started'), ('done', 'done')], default='not_started', max_length=12, verbose_name='how it stands')),
                ('health_reason', models.CharField(blank=True, max_length=160, verbose_name='why, in one line')),
                ('is_assumed', models.BooleanField(default=False, verbose_name='assumed')),
                ('visibility', models.CharField(choices=[('public', 'Everyone'), ('members', 'Members'), ('board', 'Boards and office'), ('closed', 'Office only')], default='public', max_length=8, verbose_name='who may see it')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='priorities', to='priorities.planedition', verbose_name='plan edition')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='priorities.priority', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'priority',
                'verbose_name_plural': 'priorities',
                'ordering': ('number', 'title'),
                'constraints': [models.UniqueConstraint(fields=('edition', 'slug'), name='priority_address_once')],
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='explanation')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='challenges', to='priorities.priority', verbose_name='priority')),
            ],
            options={
                'verbose_name': 'challenge',
                'verbose_name_plural': 'challenges',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Aim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='explanation')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aims', to='priorities.priority', verbose_name='priority')),
            ],
            options={
                'verbose_name': 'aim',
                'verbose_name_plural': 'aims',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='what it is')),
                ('phase', models.CharField(choices=[('idea', 'Idea'), ('exploration', 'Exploration'), ('preparation', 'Preparation'), ('execution', 'Execution'), ('done', 'Done')], default='idea', max_length=12, verbose_name='phase')),
                ('health', models.CharField(choices=[('on_course', 'on course'), ('attention', 'attention'), ('stuck', 'stuck'), ('not_started', 'not started'), ('done', 'done')], default='not_started', max_length=12, verbose_name='how it stands')),
                ('health_reason', models.CharField(blank=True, max_length=160, verbose_name='why, in one line')),
                ('level', models.CharField(choices=[('local', 'Local'), ('regional', 'Regional'), ('national', 'National')], default='local', max_length=8, verbose_name='level')),
                ('collective_role', models.CharField(blank=True, choices=[('platform', 'platform'), ('connector', 'connector'), ('advocate', 'advocate'), ('partner', 'partner'), ('facilitator', 'facilitator')], max_length=12, verbose_name='our role')),
                ('service_kind', models.CharField(blank=True, choices=[('park_management', 'City-wide park management'), ('representation_lobby', 'Representation and lobby'), ('consultation_structure', 'Year-round consultation'), ('strategic_challenges', 'Strategic challenges')], max_length=24, verbose_name='kind of service')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('dates_assumed', models.BooleanField(default=False, verbose_name='dates are assumed')),
                ('budget_eur_cents', models.BigIntegerField(blank=True, null=True, verbose_name='budget in euro cents')),
                ('next_step', models.CharField(blank=True, max_length=200, verbose_name='next step')),
                ('next_step_due', models.DateField(blank=True, null=True, verbose_name='by')),
                ('next_step_assumed', models.BooleanField(default=False, verbose_name='next step is assumed')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('visibility', models.CharField(choices=[('public', 'Everyone'), ('members', 'Members'), ('board', 'Boards and office'), ('closed', 'Office only')], default='members', max_length=8, verbose_name='who may see it')),
                ('search_text', models.TextField(default='', editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('areas', models.ManyToManyField(blank=True, related_name='projects', to='places.area', verbose_name='areas')),
                ('challenge', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='projects', to='priorities.challenge', verbose_name='challenge')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('core_team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='projects', to='members.body', verbose_name='core team')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='led_projects', to='members.person', verbose_name='lead')),
                ('next_step_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='next_steps', to='members.person', verbose_name='who acts')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='priorities.priority', verbose_name='priority')),
            ],
            options={
                'verbose_name': 'project',
                'verbose_name_plural': 'projects',
                'ordering': ('title', 'pk'),
                'indexes': [models.Index(fields=['collective', 'priority'], name='project_priority')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__isnull', True), ('start__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='project_ends_after_start'), models.CheckConstraint(condition=models.Q(('budget_eur_cents__isnull', True), ('budget_eur_cents__gte', 0), _connector='OR'), name='project_budget_positive')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('milestone', 'milestone'), ('decision', 'decision')], default='milestone', max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('due', models.DateField(verbose_name='date')),
                ('decided_by', models.CharField(blank=True, max_length=120, verbose_name='who decides')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('is_assumed', models.BooleanField(default=False, verbose_name='date is assumed')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='priorities.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ('due', 'pk'),
                'indexes': [models.Index(fields=['collective', 'kind', 'due'], name='milestone_due')],
            },
        ),
        migrations.CreateModel(
            name='ProjectPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=240, verbose_name='what')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='priorities.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'part of a project',
                'verbose_name_plural': 'parts of projects',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='ProjectPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=60, verbose_name='part in it')),
                ('shares_dossier', models.BooleanField(default=False, verbose_name='may see the dossier')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partner_rows', to='members.organisation', verbose_name='organisation')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partner_rows', to='priorities.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'partner of a project',
                'verbose_name_plural': 'partners of projects',
                'ordering': ('organisation__name',),
                'constraints': [models.UniqueConstraint(fields=('project', 'organisation'), name='project_partner_once')],
            },
        ),
        migrations.CreateModel(
            name='ProjectTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(choices=[('space', 'Spatial development'), ('energy', 'Energy'), ('mobility', 'Mobility'), ('education_sport', 'Education and sport'), ('housing', 'Housing')], max_length=16, verbose_name='theme')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='priorities.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'theme of a project',
                'verbose_name_plural': 'themes of projects',
                'ordering': ('theme',),
                'constraints': [models.UniqueConstraint(fields=('project', 'theme'), name='project_theme_once')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('process', 'in the process'), ('practice', 'felt in practice')], max_length=8, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='explanation')),
                ('reached_on', models.DateField(default=datetime.date.today, verbose_name='reached on')),
                ('evidence', models.CharField(blank=True, max_length=240, verbose_name='evidence')),
                ('is_assumed', models.BooleanField(default=False, verbose_name='date is assumed')),
                ('visibility', models.CharField(choices=[('public', 'Everyone'), ('members', 'Members'), ('board', 'Boards and office'), ('closed', 'Office only')], default='public', max_length=8, verbose_name='who may see it')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='priorities.priority', verbose_name='priority')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='results', to='priorities.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'result',
                'verbose_name_plural': 'results',
                'ordering': ('-reached_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='KindWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phrase', models.CharField(max_length=80, verbose_name='words')),
                ('kind', models.CharField(choices=[('priority', 'priority'), ('sub_priority', 'sub-priority'), ('aim', 'aim'), ('challenge', 'challenge'), ('project', 'project'), ('part', 'part of a project'), ('result', 'result'), ('milestone', 'milestone'), ('body', 'body'), ('organisation', 'organisation'), ('section', 'heading, not taken over'), ('text', 'text, not taken over')], max_length=14, verbose_name='mark')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'word that marks a kind',
                'verbose_name_plural': 'words that mark a kind',
                'ordering': ('phrase',),
                'constraints': [models.UniqueConstraint(fields=('collective', 'phrase'), name='kind_word_once')],
            },
        ),
    ]
