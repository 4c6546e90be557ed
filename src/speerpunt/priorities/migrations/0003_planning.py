import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_feed_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('priorities', '0002_plan_import_report'),
    ]

    operations = [
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='taken at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='baselines', to='priorities.planedition', verbose_name='plan edition')),
            ],
            options={
                'verbose_name': 'baseline',
                'verbose_name_plural': 'baselines',
                'ordering': ('-taken_at', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('edition', 'title'), name='baseline_title_once')],
            },
        ),
        migrations.CreateModel(
            name='BaselineRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('baseline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='priorities.baseline', verbose_name='baseline')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('milestone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='baseline_rows', to='priorities.milestone', verbose_name='milestone')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='baseline_rows', to='priorities.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'row of a baseline',
                'verbose_name_plural': 'rows of baselines',
                'constraints': [models.UniqueConstraint(condition=models.Q(('milestone__isnull', True)), fields=('baseline', 'project'), name='baseline_project_once'), models.UniqueConstraint(fields=('baseline', 'milestone'), name='baseline_milestone_once')],
            },
        ),
        migrations.CreateModel(
            name='PlanningStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('undone_at', models.DateTimeField(editable=False, null=True, verbose_name='undone at')),
                ('size', models.PositiveIntegerField(default=0, editable=False, verbose_name='rows')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planning_steps', to='priorities.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'planning step',
                'verbose_name_plural': 'planning steps',
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['collective', 'by', '-id'], name='planning_step_latest')],
            },
        ),
        migrations.CreateModel(
            name='PlanningMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_before', models.DateField(null=True)),
                ('end_before', models.DateField(null=True)),
                ('assumed_before', models.BooleanField(default=False)),
                ('start_after', models.DateField(null=True)),
                ('end_after', models.DateField(null=True)),
                ('assumed_after', models.BooleanField(default=False)),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('milestone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='planning_moves', to='priorities.milestone', verbose_name='milestone')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planning_moves', to='priorities.project', verbose_name='project')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='priorities.planningstep', verbose_name='planning step')),
            ],
            options={
                'verbose_name': 'moved dates',
                'verbose_name_plural': 'moved dates',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='ProjectDependency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lag_days', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1830)], verbose_name='days in between')),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waits_for', to='priorities.project', verbose_name='waits for it')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waited_for_by', to='priorities.project', verbose_name='comes first')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'dependency',
                'verbose_name_plural': 'dependencies',
                'ordering': ('before__title', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('before', 'after'), name='dependency_once'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='dependency_on_another')],
            },
        ),
    ]
