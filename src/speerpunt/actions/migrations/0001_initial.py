import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('core', '0005_feed_address'),
        ('members', '0005_organisation_jobs_index'),
        ('places', '0002_once_in_the_city'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='what')),
                ('explanation', models.TextField(blank=True, verbose_name='explanation')),
                ('due', models.DateField(verbose_name='by when')),
                ('first_due', models.DateField(editable=False, null=True, verbose_name='first by when')),
                ('times_moved', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='times moved')),
                ('state', models.CharField(choices=[('open', 'open'), ('done', 'done'), ('dropped', 'dropped')], default='open', editable=False, max_length=7, verbose_name='state')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='closed on')),
                ('drop_reason', models.CharField(blank=True, max_length=200, verbose_name='why not')),
                ('origin', models.CharField(blank=True, max_length=120, verbose_name='comes from')),
                ('former_subject', models.CharField(blank=True, editable=False, max_length=200, verbose_name='hung on')),
                ('visibility', models.CharField(blank=True, choices=[('public', 'Everyone'), ('members', 'Members'), ('board', 'Boards and office'), ('closed', 'Office only')], default='', max_length=8, verbose_name='who may see it')),
                ('search_text', models.TextField(default='', editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('areas', models.ManyToManyField(blank=True, related_name='+', to='places.area', verbose_name='areas')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('content_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.person', verbose_name='made by')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='members.person', verbose_name='who')),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
                'ordering': ('due', 'pk'),
                'indexes': [models.Index(fields=['collective', 'state', 'due', 'id'], name='action_by_day'), models.Index(fields=['content_type', 'object_id', 'state'], name='action_target'), models.Index(fields=['owner', 'state', 'due'], name='action_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('content_type__isnull', True), ('object_id__isnull', True)), models.Q(('content_type__isnull', False), ('object_id__isnull', False)), _connector='OR'), name='action_whole_link'), models.CheckConstraint(condition=models.Q(('object_id__isnull', False), models.Q(('visibility', ''), _negated=True), _connector='OR'), name='action_by_itself_has_circle'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='action_closed_has_day')],
            },
        ),
        migrations.CreateModel(
            name='ActionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('new_due', models.DateField(blank=True, null=True, verbose_name='another day')),
                ('reason', models.CharField(max_length=400, verbose_name='reason')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked at')),
                ('state', models.CharField(choices=[('open', 'waits for an answer'), ('agreed', 'agreed'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('overtaken', 'no longer needed')], default='open', editable=False, max_length=9, verbose_name='answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('answer', models.CharField(blank=True, max_length=400, verbose_name='in words')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='actions.action', verbose_name='action')),
                ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.person', verbose_name='answered by')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.person', verbose_name='asked by')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('new_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.person', verbose_name='somebody else')),
            ],
            options={
                'verbose_name': 'request',
                'verbose_name_plural': 'requests',
                'ordering': ('-asked_at', '-pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('action',), name='action_request_open_once'), models.CheckConstraint(condition=models.Q(('new_due__isnull', True), ('new_owner__isnull', True), _connector='OR'), name='action_request_asks_one')],
            },
        ),
    ]
